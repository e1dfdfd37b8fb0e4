package org.dwsaudit.projections.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.wire.EventJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineExportWriterTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final RecordedEvent full = recorded(Events.full(Events.session(1)), 3);
  private final RecordedEvent plain =
      recorded(Events.by(Events.session(2), "wörker\u2028/1", "a\nb"), 4);

  @Test
  void ndjsonIsOneEventALineAsAQueryAnswers() throws IOException {
    assertThat(lines(ExportFormat.NDJSON, full, plain))
        .containsExactly(EventJson.text(full), EventJson.text(plain));
  }

  @Test
  void theCloudEventsSdkReadsEveryLine() throws IOException {
    List<String> lines = lines(ExportFormat.CLOUDEVENTS, full, plain);
    assertThat(lines).hasSize(2);
    for (int i = 0; i < 2; i++) {
      RecordedEvent recorded = List.of(full, plain).get(i);
      AuditEvent event = recorded.event();
      CloudEvent read = new JsonFormat().deserialize(lines.get(i).getBytes(StandardCharsets.UTF_8));
      assertThat(read.getId()).isEqualTo(event.eventId().toString());
      assertThat(read.getType()).isEqualTo("dws." + event.eventType());
      assertThat(read.getTime()).isEqualTo(event.timestamp().atOffset(ZoneOffset.UTC));
      assertThat(read.getSubject()).isEqualTo(event.sessionId().toString());
      assertThat(MAPPER.readTree(Objects.requireNonNull(read.getData()).toBytes()))
          .isEqualTo(MAPPER.readTree(EventJson.text(recorded)));
    }
    assertThat(lines.getFirst()).contains("\"source\":\"dws://workflow-1/worker-1\"");
    assertThat(lines.getLast()).contains("\"source\":\"dws://a%0Ab/w%C3%B6rker%E2%80%A8%2F1\"");
  }

  @ParameterizedTest
  @EnumSource(
      value = ExportFormat.class,
      names = {"NDJSON", "CLOUDEVENTS"})
  void noEventsGiveNothing(ExportFormat format) throws IOException {
    assertThat(text(format)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void closingClosesTheStream(ExportFormat format) throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (ExportWriter writer = ExportWriters.open(format, out)) {
      writer.write(full);
    }
    assertThat(closed).isTrue();
    assertThat(out.size()).isPositive();
  }

  private static RecordedEvent recorded(AuditEvent event, long number) {
    return new RecordedEvent(
        TenantId.DEFAULT, event, number, new Position(7), Instant.parse("2026-03-01T12:00:01Z"));
  }

  private static List<String> lines(ExportFormat format, RecordedEvent... events)
      throws IOException {
    String text = text(format, events);
    assertThat(text).endsWith("\n");
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  private static String text(ExportFormat format, RecordedEvent... events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExportWriter writer = ExportWriters.open(format, out)) {
      for (RecordedEvent event : events) {
        writer.write(event);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
