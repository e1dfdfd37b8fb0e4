package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Plain HTTP against a server, as any caller sends it. */
final class HttpCalls implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;
  private final HttpClient http = HttpClient.newHttpClient();

  HttpCalls(URI server) {
    this.server = server;
  }

  /** An answer and, where it is JSON, its tree. */
  record Answer(HttpResponse<String> response, JsonNode json) {

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return response.body();
    }

    Answer is(int status) {
      assertThat(response.statusCode()).as(text()).isEqualTo(status);
      return this;
    }

    /** The answer is a problem document with this code that shows nothing of our insides. */
    Answer isProblem(int status, String code) {
      is(status);
      assertThat(header("content-type")).isEqualTo("application/problem+json");
      assertThat(json.path("status").asInt()).isEqualTo(status);
      assertThat(json.path("code").asText()).as(text()).isEqualTo(code);
      assertThat(json.path("detail").asText()).isNotEmpty();
      assertThat(text()).doesNotContain("Exception", "org.dwsaudit", "java.");
      return this;
    }

    /** One of the violations breaks this rule there. */
    Answer violates(int index, String pointer, String rule) {
      assertThat(json.path("violations"))
          .as(text())
          .anyMatch(
              violation ->
                  violation.path("index").asInt() == index
                      && violation.path("pointer").asText().equals(pointer)
                      && violation.path("rule").asText().equals(rule));
      return this;
    }
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer json(String method, String path, String body) {
    return send(method, path, body, "content-type", "application/json");
  }

  Answer append(JsonNode... events) {
    return json("POST", "/v1/events", List.of(events).toString());
  }

  Answer append(String text) {
    return json("POST", "/v1/events", text);
  }

  Answer query(String members) {
    return json("POST", "/v1/events/query", "{\"query\":" + members + "}");
  }

  /** The value of a metric without labels. */
  double metric(String name) {
    return get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  Answer send(String method, String path, String body, String... headers) {
    return send(method, path, body.getBytes(UTF_8), headers);
  }

  Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      String type = response.headers().firstValue("content-type").orElse("");
      boolean isJson = type.startsWith("application/") && type.endsWith("json");
      boolean isTree = isJson && !type.contains("ndjson") && !response.body().isEmpty();
      return new Answer(response, isTree ? JSON.readTree(response.body()) : JSON.nullNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
