package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dwsaudit.app.faults.Await;

/** A target of deliveries on loopback: keeps what it gets, and answers as it is told. */
public final class WebhookReceiver implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How to answer one delivery. */
  @FunctionalInterface
  public interface Reply {
    void to(HttpExchange exchange) throws IOException;

    static Reply status(int status, String... headers) {
      return exchange -> {
        for (int i = 0; i < headers.length; i += 2) {
          exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, -1);
      };
    }

    /** The connection ends without an answer. */
    static Reply disconnect() {
      return exchange -> {
        throw new IOException("as the test wants it");
      };
    }
  }

  /** What came, and whether it was acknowledged. */
  public record Got(
      String id, String timestamp, String signature, String type, String body, int status) {

    boolean isAcknowledged() {
      return status >= 200 && status < 300;
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public List<String> eventIds() {
      List<String> ids = new ArrayList<>();
      json().path("events").forEach(event -> ids.add(event.path("event_id").asText()));
      return ids;
    }

    /** Checks the signature by the convention's own words, with nothing of ours. */
    boolean isSignedWith(String secret) {
      try {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] expected = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
        return Arrays.asList(signature.split(" "))
            .contains("v1," + Base64.getEncoder().encodeToString(expected));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Got> got = new ArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private Reply always = Reply.status(204);
  private Held held;

  public WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Reply reply;
    synchronized (this) {
      reply = replies.isEmpty() ? always : replies.removeFirst();
    }
    try (exchange) {
      reply.to(exchange);
    } finally {
      var headers = exchange.getRequestHeaders();
      synchronized (this) {
        got.add(
            new Got(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                headers.getFirst("content-type"),
                body,
                exchange.getResponseCode()));
      }
    }
  }

  public String url() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  /** What the next deliveries are answered, one each; then all as before. */
  public synchronized void next(Reply... answers) {
    replies.addAll(List.of(answers));
  }

  public synchronized void always(Reply reply) {
    always = reply;
  }

  public synchronized List<Got> all() {
    return List.copyOf(got);
  }

  /** The next delivery is answered when {@link #letGo} says so. */
  public synchronized void holdNext() {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch here = new CountDownLatch(1);
    held = new Held(here, gate);
    replies.add(
        exchange -> {
          here.countDown();
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(204, -1);
        });
  }

  private record Held(CountDownLatch here, CountDownLatch gate) {}

  /** Waits until a delivery is held. */
  public void awaitHeld() {
    Held now = held();
    Await.until(() -> now.here().getCount() == 0, () -> "a delivery to hold");
  }

  public void letGo() {
    held().gate().countDown();
  }

  private synchronized Held held() {
    return Objects.requireNonNull(held, "nothing is held");
  }

  public void awaitAllOf(Collection<String> events) {
    Await.until(
        () -> new HashSet<>(eventIds()).containsAll(events),
        () -> "%d events; %d came".formatted(events.size(), new HashSet<>(eventIds()).size()));
  }

  /** Under which ids each event came. */
  public Map<String, Set<String>> idsByEvent() {
    Map<String, Set<String>> ids = new HashMap<>();
    for (Got one : all()) {
      one.eventIds().forEach(e -> ids.computeIfAbsent(e, _ -> new HashSet<>()).add(one.id()));
    }
    return ids;
  }

  public List<Got> acknowledged() {
    return all().stream().filter(Got::isAcknowledged).toList();
  }

  /** The ids of events acknowledged, in the order in which they came. */
  public List<String> eventIds() {
    return acknowledged().stream().flatMap(one -> one.eventIds().stream()).toList();
  }

  public void awaitEvents(int number) {
    Await.until(
        () -> eventIds().size() >= number,
        () -> "%d events; there are %d in %d".formatted(number, eventIds().size(), all().size()));
  }

  public void awaitDeliveries(int number) {
    Await.until(
        () -> all().size() >= number,
        () -> "%d deliveries; there are %d".formatted(number, all().size()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
