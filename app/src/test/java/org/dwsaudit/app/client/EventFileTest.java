package org.dwsaudit.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dwsaudit.app.client.EventFile.RawEvent;
import org.junit.jupiter.api.Test;

class EventFileTest {

  private static List<RawEvent> read(byte[] bytes) throws IOException {
    List<RawEvent> events = new ArrayList<>();
    try (EventFile file = EventFile.open(new ByteArrayInputStream(bytes))) {
      for (RawEvent event = file.next(); event != null; event = file.next()) {
        events.add(event);
      }
    }
    return events;
  }

  private static List<RawEvent> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(List<RawEvent> events) {
    return events.stream().map(e -> new String(e.json(), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void oneEventALineWithItsNumber() throws IOException {
    List<RawEvent> events = read("{\"a\":1}\n\n  \n{\"b\":\"ü\"}\r\nbroken");
    assertThat(texts(events)).containsExactly("{\"a\":1}", "{\"b\":\"ü\"}\r", "broken");
    assertThat(events).map(RawEvent::line).containsExactly(1L, 4L, 5L);
  }

  @Test
  void theElementsOfAnArray() throws IOException {
    List<RawEvent> events = read(" \n[ {\"a\": [1, {}]} ,\n 7, \"x\\n\" ]\n");
    assertThat(texts(events)).containsExactly("{\"a\": [1, {}]}", "7", "\"x\\n\"");
    assertThat(events).map(RawEvent::line).containsExactly(1L, 2L, 3L);
  }

  @Test
  void gzipIsToldByItsFirstBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"a\":1}\n{\"b\":2}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(texts(read(bytes.toByteArray()))).containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void nothing() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("[]")).isEmpty();
    assertThat(read("\n \n")).isEmpty();
  }

  @Test
  void anArrayThatDoesNotEndOrGoesOn() {
    assertThatThrownBy(() -> read("[{\"a\":1}")).isInstanceOf(EventFileException.class);
    assertThatThrownBy(() -> read("[{\"a\":1}] x")).isInstanceOf(EventFileException.class);
    assertThatThrownBy(() -> read("[{\"a\":1},\n {\"b\" 2}]"))
        .isInstanceOf(EventFileException.class)
        .hasMessageContaining("line 2");
  }
}
