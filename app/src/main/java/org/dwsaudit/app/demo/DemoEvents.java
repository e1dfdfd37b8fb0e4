package org.dwsaudit.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sessions that ship with the product: one line an event. */
final class DemoEvents {

  private static final String RESOURCE = "sessions.ndjson";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final byte[] ndjson;
  private final List<JsonNode> events = new ArrayList<>();

  DemoEvents() {
    try (InputStream in = DemoEvents.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + RESOURCE);
      }
      ndjson = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new String(ndjson, StandardCharsets.UTF_8).lines().forEach(line -> events.add(parse(line)));
  }

  static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new DemoFailedException("not JSON: " + e.getOriginalMessage());
    }
  }

  byte[] ndjson() {
    return ndjson.clone();
  }

  List<JsonNode> events() {
    return Collections.unmodifiableList(events);
  }

  int size() {
    return events.size();
  }

  /** The sessions in the order in which they begin. */
  Set<String> sessions() {
    Set<String> sessions = new LinkedHashSet<>();
    events.forEach(event -> sessions.add(event.path("session_id").asText()));
    return sessions;
  }

  String sessionOf(String workflow) {
    return events.stream()
        .filter(event -> event.path("workflow_id").asText().equals(workflow))
        .map(event -> event.path("session_id").asText())
        .findFirst()
        .orElseThrow();
  }

  /**
   * Every text of some length that only events of these levels say; a reference that an event of
   * another level says as well is nothing to withhold.
   */
  Set<String> textsOnlyOf(Set<String> levels) {
    Set<String> texts = new LinkedHashSet<>();
    Set<String> elsewhere = new LinkedHashSet<>();
    for (JsonNode event : events) {
      boolean of = levels.contains(event.path("data_classification").asText("internal"));
      collect(event.path("payload"), of ? texts : elsewhere);
    }
    texts.removeAll(elsewhere);
    return texts;
  }

  private static void collect(JsonNode node, Set<String> texts) {
    if (node.isTextual() && node.textValue().length() >= 24) {
      texts.add(node.textValue());
    }
    node.forEach(child -> collect(child, texts));
  }
}
