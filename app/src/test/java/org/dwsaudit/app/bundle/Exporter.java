package org.dwsaudit.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.app.server.TestServer;
import org.dwsaudit.schema.bundle.BundleProgress;
import org.dwsaudit.schema.bundle.BundleReport;
import org.dwsaudit.schema.bundle.BundleVerifier;
import org.dwsaudit.schema.note.NoteVerifier;

/** A server, and who exports from it. */
final class Exporter implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private int bundles;

  Exporter(Path folder) {
    this(folder, TestServer.start());
  }

  /**
   * @param server that is closed with this
   */
  Exporter(Path folder, TestServer server) {
    this.folder = folder;
    this.server = server;
  }

  TestServer server() {
    return server;
  }

  NoteVerifier key() {
    return NoteVerifier.parse(text("GET", "/v1/log/key", "").strip());
  }

  String checkpoint() {
    return text("POST", "/v1/log/checkpoint", "");
  }

  /** Appends so many events of a session, of a mandatory and an optional type in turns. */
  void append(String session, int from, int to) {
    post("/v1/events", events(session, from, to));
  }

  static String events(String session, int from, int to) {
    StringBuilder events = new StringBuilder("[");
    for (int number = from; number <= to; number++) {
      String type = number % 2 == 0 ? "skill.invoked" : "workflow.phase_entered";
      ObjectNode event = SampleEvents.event(session, type, number);
      event.withObject("/payload").put("phase", "phase " + number).put("skill_id", "skill");
      if (number % 3 == 0) {
        event.put("data_classification", "confidential");
      }
      events.append(number == from ? "" : ",").append(event);
    }
    return events.append(']').toString();
  }

  /** Expires what is due in a hundred days: optional events, and nothing else. */
  void expireOptional() {
    expire(Instant.now().plus(100, ChronoUnit.DAYS));
  }

  void expire(Instant asOf) {
    post("/v1/retention/runs", "{\"as_of\":\"%s\"}".formatted(asOf));
  }

  JsonNode post(String path, String body) {
    try {
      return JSON.readTree(text("POST", path, body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Exports a bundle to a file. */
  Path export(String clearance, String more) {
    String order = "{\"format\":\"bundle\",\"clearance\":\"%s\"%s}".formatted(clearance, more);
    Path file = folder.resolve("bundle-%d.zip".formatted(++bundles));
    try {
      Files.write(file, bytes("POST", "/v1/exports", order));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  BundleReport verify(Path bundle) {
    return verify(bundle, Optional.empty());
  }

  BundleReport verify(Path bundle, Optional<String> against) {
    return verify(bundle, key(), against);
  }

  static BundleReport verify(Path bundle, NoteVerifier key, Optional<String> against) {
    try {
      return new BundleVerifier(bundle, Optional.of(key), against).verify(BundleProgress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a file in the bundle. */
  static List<JsonNode> lines(Path bundle, String name) {
    return BundleText.of(bundle).lines(name).stream().map(Exporter::tree).toList();
  }

  static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String method, String path, String body) {
    return new String(bytes(method, path, body), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(path))
            .header("content-type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      assertThat(response.statusCode())
          .as(() -> new String(response.body(), StandardCharsets.UTF_8))
          .isBetween(200, 299);
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
