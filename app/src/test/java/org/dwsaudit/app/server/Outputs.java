package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;

/** All that one caller gets to see, as text. */
final class Outputs implements AutoCloseable {

  private final URI server;
  private final String[] headers;
  private final HttpCalls http;
  // as the command line's client: an upgrade to HTTP/2 in the middle of a stream is not what is
  // tested
  private final HttpClient streams =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Outputs(URI server, Who who) {
    this.server = server;
    this.headers = new String[] {Who.HEADER, who.name(), "dws-audit-reason", "a test"};
    this.http = new HttpCalls(server);
  }

  HttpCalls.Answer get(String path) {
    return http.send("GET", path, "", headers);
  }

  HttpCalls.Answer delete(String path) {
    return http.send("DELETE", path, "", headers);
  }

  HttpCalls.Answer post(String path, String body) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("content-type", "application/json"));
    return http.send("POST", path, body, all.toArray(String[]::new));
  }

  /** What comes over Server-Sent Events until the last event has come. */
  String serverSentEvents(String path, String lastEvent) {
    HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).headers(headers).build();
    try (InputStream in = streams.send(request, BodyHandlers.ofInputStream()).body()) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      byte[] some = new byte[8_192];
      while (!ends(read, lastEvent)) {
        int length = in.read(some);
        if (length < 0) {
          return read.toString(UTF_8);
        }
        read.write(some, 0, length);
      }
      return read.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean ends(ByteArrayOutputStream read, String lastEvent) {
    String text = read.toString(UTF_8);
    return text.endsWith("\n\n") && text.contains(lastEvent);
  }

  /** The same over a WebSocket. */
  String socketMessages(String subscription, String lastEvent) {
    CompletableFuture<String> all = new CompletableFuture<>();
    WebSocket socket =
        streams
            .newWebSocketBuilder()
            .header(headers[0], headers[1])
            .header(headers[2], headers[3])
            .buildAsync(
                URI.create("ws://" + server.getAuthority() + "/v1/events/ws"),
                new Messages(all, lastEvent))
            .join();
    socket.sendText(subscription, true);
    String text = all.join();
    socket.abort();
    return text;
  }

  private record Messages(CompletableFuture<String> all, String lastEvent, StringBuilder text)
      implements WebSocket.Listener {

    Messages(CompletableFuture<String> all, String lastEvent) {
      this(all, lastEvent, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data).append(last ? "\n" : "");
      if (last && text.indexOf(lastEvent) >= 0) {
        all.complete(text.toString());
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      all.complete(text + reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      all.completeExceptionally(failure);
    }
  }

  AuditServiceBlockingStub grpc() {
    Metadata metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    return GrpcCalls.client(server, AuditServiceBlockingStub.class)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  static String text(MessageOrBuilder message) {
    return TextFormat.printer().escapingNonAscii(false).printToString(message);
  }

  /** The messages up to the one that has this text in it, or all. */
  static String text(Iterator<? extends MessageOrBuilder> messages, String last) {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(last) < 0 && messages.hasNext()) {
      text.append(text(messages.next()));
    }
    return text.toString();
  }

  @Override
  public void close() {
    streams.shutdownNow();
    http.close();
  }
}
