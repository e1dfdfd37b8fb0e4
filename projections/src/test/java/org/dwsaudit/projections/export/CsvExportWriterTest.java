package org.dwsaudit.projections.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvExportWriterTest {

  @Test
  void everyColumnParsesBackToItsValue() throws IOException {
    AuditEvent event = Events.full(Events.session(1));
    CSVRecord row = parsed(csv(recorded(event))).getFirst();
    assertThat(row.toMap())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("event_id", event.eventId().toString()),
                Map.entry("event_type", "knowledge.entry_created"),
                Map.entry("timestamp", "2026-03-01T12:00:00.123456789Z"),
                Map.entry("session_id", event.sessionId().toString()),
                Map.entry("workflow_id", "workflow-1"),
                Map.entry("phase_id", "phase-1"),
                Map.entry("worker_id", "worker-1"),
                Map.entry("correlation_id", "chain-1"),
                Map.entry("base_version", Events.COMMIT),
                Map.entry("sequence_number", "3"),
                Map.entry("context", "{\"z\":[1,2.50],\"a\":\"é\\n\"}"),
                Map.entry("payload", event.payload().text()),
                Map.entry("data_classification", "confidential"),
                Map.entry(
                    "field_classifications",
                    "{\"/context/a\":\"confidential\",\"/payload/text\":\"restricted\"}"),
                Map.entry("record_position", "0000000000000007"),
                Map.entry("record_recorded_at", "2026-03-01T12:00:01Z")));
  }

  @Test
  void whatAnEventLacksIsEmpty() throws IOException {
    CSVRecord row =
        parsed(csv(recorded(Events.plain(Events.session(1), "skill.invoked")))).getFirst();
    assertThat(
            List.of(
                row.get("phase_id"),
                row.get("correlation_id"),
                row.get("context"),
                row.get("field_classifications")))
        .containsOnly("");
  }

  @Test
  void noEventsGiveTheHeaderAlone() throws IOException {
    assertThat(csv()).startsWith("event_id,event_type,").endsWith("record_recorded_at\r\n");
    assertThat(parsed(csv())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uFF1D1",
        "'=1",
        "'"
      })
  void cellsThatWouldRunAreGuardedAndCanBeRestored(String value) throws IOException {
    AuditEvent event = Events.by(Events.session(1), value, value);
    CSVRecord row = parsed(csv(recorded(event))).getFirst();
    for (String column : List.of("worker_id", "workflow_id")) {
      assertThat(row.get(column)).isEqualTo("'" + value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=1", "worker-1", "a\r\nb", "\"", "a,\"b\"", " a ", "é\u4E16", "{\"a\":1}"})
  void otherCellsStayAsTheyAre(String value) throws IOException {
    AuditEvent event = Events.by(Events.session(1), value, "w");
    assertThat(parsed(csv(recorded(event))).getFirst().get("worker_id")).isEqualTo(value);
  }

  private static RecordedEvent recorded(AuditEvent event) {
    return new RecordedEvent(
        TenantId.DEFAULT, event, 3, new Position(7), Instant.parse("2026-03-01T12:00:01Z"));
  }

  private static String csv(RecordedEvent... events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExportWriter writer = new CsvExportWriter(out)) {
      for (RecordedEvent event : events) {
        writer.write(event);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<CSVRecord> parsed(String csv) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
      return parser.getRecords();
    }
  }
}
