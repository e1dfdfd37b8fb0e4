package org.dwsaudit.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Talks to a server over HTTP. Every method throws {@link ServerUnreachableException} where nobody
 * answers and {@link ServerRefusedException} where the answer is a problem document.
 */
public final class ServerClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT_WAIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_WAIT = Duration.ofMinutes(10);
  private static final int PROBLEM_BYTES_MAX = 4 << 20;
  private static final int TEXT_BYTES_MAX = 1 << 20;

  private final URI server;
  private final HttpClient http;
  private final @Nullable String reason;

  public ServerClient(URI server) {
    this(
        server,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WAIT)
            .build(),
        null);
  }

  private ServerClient(URI server, HttpClient http, @Nullable String reason) {
    this.server = server;
    this.http = http;
    this.reason = reason;
  }

  /** The same client, telling the server with each request why it is made. */
  public ServerClient withReason(String why) {
    return new ServerClient(server, http, why);
  }

  /** The query part of a path, values escaped; entries without a value are left out. */
  public static String query(Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  /** One segment of a path. */
  public static String escaped(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public JsonNode get(String path) {
    return json(request(path).GET());
  }

  public JsonNode delete(String path) {
    return json(request(path).DELETE());
  }

  public JsonNode post(String path, JsonNode body) {
    return send("POST", path, "application/json", BodyPublishers.ofString(body.toString()));
  }

  public JsonNode put(String path, JsonNode body) {
    return send("PUT", path, "application/json", BodyPublishers.ofString(body.toString()));
  }

  /** Sends a body of any type and gives the JSON answer. */
  public JsonNode send(String method, String path, String contentType, BodyPublisher body) {
    return json(request(path).header("content-type", contentType).method(method, body));
  }

  /** Gets text that is no JSON. */
  public String text(String path) {
    return text(request(path).GET());
  }

  /** Posts nothing and gives text that is no JSON. */
  public String postForText(String path) {
    return text(request(path).POST(BodyPublishers.noBody()));
  }

  private String text(HttpRequest.Builder request) {
    try (InputStream body = exchange(request).body()) {
      return new String(body.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Posts JSON and gives the answer as it comes; the caller closes it. */
  public InputStream download(String path, JsonNode body) {
    HttpResponse<InputStream> response =
        exchange(
            request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    return response.body();
  }

  /**
   * Opens a stream of Server-Sent Events; the caller closes it.
   *
   * @param lastId where an earlier stream ended; null at first
   */
  public EventStream stream(String path, @Nullable String lastId) {
    HttpRequest.Builder request =
        withHeaders(HttpRequest.newBuilder(server.resolve(path)))
            .header("accept", "text/event-stream");
    if (lastId != null) {
      request.header("last-event-id", lastId);
    }
    return new EventStream(exchange(request).body());
  }

  private HttpRequest.Builder request(String path) {
    return withHeaders(HttpRequest.newBuilder(server.resolve(path))).timeout(ANSWER_WAIT);
  }

  private HttpRequest.Builder withHeaders(HttpRequest.Builder request) {
    return reason == null ? request : request.header("dws-audit-reason", escaped(reason));
  }

  private JsonNode json(HttpRequest.Builder request) {
    try (InputStream body = exchange(request).body()) {
      JsonNode answer = JSON.readTree(body);
      return answer == null || answer.isMissingNode() ? JSON.createObjectNode() : answer;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private HttpResponse<InputStream> exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() >= 400) {
        throw new ServerRefusedException(problem(response));
      }
      return response;
    } catch (IOException e) {
      throw broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(e);
    }
  }

  private static JsonNode problem(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return JSON.readTree(body.readNBytes(PROBLEM_BYTES_MAX));
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("status", response.statusCode())
          .put("code", "UNKNOWN")
          .put("detail", "the server answered %d".formatted(response.statusCode()));
    }
  }

  private ServerUnreachableException broken(Exception cause) {
    return new ServerUnreachableException(
        "no DWS Audit server answers at %s (expected: a running one; start it with ./dws-audit serve, or name another with --server)"
            .formatted(server),
        cause);
  }

  @Override
  public void close() {
    http.close();
  }
}
