package org.dwsaudit.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.dwsaudit.projections.endpoint.Target;
import org.dwsaudit.projections.endpoint.TargetRules;
import org.dwsaudit.projections.webhook.WebhookTransport.Answer;
import org.dwsaudit.projections.webhook.WebhookTransport.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One delivery to a server that does as it likes. */
class HttpTransportTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private Answer send(Duration timeout, TargetAddresses.Resolver resolver) {
    Target target =
        Target.parse("http://receiver.test:%d/in".formatted(server.getAddress().getPort()));
    TargetRules rules = TargetRules.allowing("127.0.0.1");
    try (HttpTransport transport =
        new HttpTransport(new TargetAddresses(rules, resolver), timeout)) {
      return transport.send(
          target, new Delivery("msg_1", 1, "v1,x", "application/json", "{}".getBytes(UTF_8)));
    }
  }

  private Answer send() {
    return send(TIMEOUT, host -> new InetAddress[] {LOOPBACK});
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() {
    answer(
        exchange -> {
          exchange.getResponseHeaders().add("location", "http://169.254.169.254/latest/meta-data");
          exchange.sendResponseHeaders(302, -1);
        });
    assertThat(send()).isInstanceOfSatisfying(Answer.Answered.class, HttpTransportTest::isRedirect);
    assertThat(requests).hasValue(1);
  }

  private static void isRedirect(Answer.Answered answered) {
    assertThat(answered.status()).isEqualTo(302);
  }

  /** A name may lead to one address when it is checked and to another when it is connected to. */
  @Test
  void aNameIsResolvedOnceForCheckAndConnection() {
    answer(exchange -> exchange.sendResponseHeaders(204, -1));
    Queue<InetAddress> addresses = new ArrayDeque<>(List.of(LOOPBACK, METADATA, METADATA));
    Answer first = send(TIMEOUT, host -> new InetAddress[] {addresses.remove()});
    assertThat(first).isInstanceOf(Answer.Answered.class);
    assertThat(addresses).hasSize(2);

    Answer second = send(TIMEOUT, host -> new InetAddress[] {addresses.remove()});
    assertThat(second)
        .isInstanceOfSatisfying(
            Answer.Unanswered.class,
            refused -> assertThat(refused.error()).contains("not on the public internet"));
    assertThat(requests).hasValue(1);
  }

  @Test
  void oneAddressThatIsRefusedIsEnough() {
    answer(exchange -> exchange.sendResponseHeaders(204, -1));
    assertThat(send(TIMEOUT, host -> new InetAddress[] {LOOPBACK, METADATA}))
        .isInstanceOf(Answer.Unanswered.class);
    assertThat(requests).hasValue(0);
  }

  @Test
  void theBeginningOfABodyIsKeptAndCannotSteerATerminal() {
    byte[] body = ("no \u001b[31mroom\u202e " + "x".repeat(100_000)).getBytes(UTF_8);
    answer(
        exchange -> {
          exchange.sendResponseHeaders(507, body.length);
          exchange.getResponseBody().write(body);
        });
    assertThat(send())
        .isInstanceOfSatisfying(
            Answer.Answered.class,
            answered -> {
              assertThat(answered.status()).isEqualTo(507);
              assertThat(answered.excerpt())
                  .startsWith("no  [31mroom  xxx")
                  .hasSizeLessThanOrEqualTo(512);
            });
  }

  @Test
  void aBodyWithoutEndIsCutOff() {
    answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[8_192];
          try (OutputStream out = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
              out.write(some);
            }
          }
        });
    assertThat(send()).isInstanceOf(Answer.Answered.class);
  }

  @Test
  void whoDoesNotAnswerInTimeHasNotAnswered() {
    CountDownLatch end = new CountDownLatch(1);
    answer(
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(send(SHORT, host -> new InetAddress[] {LOOPBACK}))
        .isInstanceOfSatisfying(
            Answer.Unanswered.class,
            unanswered -> assertThat(unanswered.error()).contains("no answer within 300 ms"));
    end.countDown();
  }

  @Test
  void aResolverThatHangsIsNotWaitedFor() {
    CountDownLatch end = new CountDownLatch(1);
    Answer answer =
        send(
            SHORT,
            host -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new InetAddress[] {LOOPBACK};
            });
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Unanswered.class,
            unanswered -> assertThat(unanswered.error()).contains("did not resolve in time"));
    end.countDown();
  }

  @Test
  void whatIsNoHttpIsNoAnswer() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      threads.execute(
          () -> {
            try (var peer = socket.accept()) {
              peer.getOutputStream().write("220 mail.example.com ESMTP\r\n".getBytes(UTF_8));
              peer.getOutputStream().flush();
              peer.getInputStream().readAllBytes();
            } catch (IOException e) {
              // the other side went, as it should
            }
          });
      Target target = Target.parse("http://127.0.0.1:%d/".formatted(socket.getLocalPort()));
      try (HttpTransport transport =
          new HttpTransport(
              new TargetAddresses(TargetRules.allowing("127.0.0.1"), InetAddress::getAllByName),
              TIMEOUT)) {
        assertThat(
                transport.send(
                    target, new Delivery("msg_1", 1, "v1,x", "application/json", new byte[0])))
            .isInstanceOf(Answer.Unanswered.class);
      }
    }
  }
}
