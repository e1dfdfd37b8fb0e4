package org.dwsaudit.projections.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** {@link ExportFormat#CSV}. */
final class CsvExportWriter implements ExportWriter {

  private static final String GUARDED = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n'";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "event_id",
              "event_type",
              "timestamp",
              "session_id",
              "workflow_id",
              "phase_id",
              "worker_id",
              "correlation_id",
              "base_version",
              "sequence_number",
              "context",
              "payload",
              "data_classification",
              "field_classifications",
              "record_position",
              "record_recorded_at")
          .get();

  private final CSVPrinter printer;

  CsvExportWriter(OutputStream out) throws IOException {
    this.printer =
        new CSVPrinter(
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
  }

  @Override
  public void write(RecordedEvent recorded) throws IOException {
    AuditEvent event = recorded.event();
    printer.printRecord(
        event.eventId(),
        guarded(event.eventType()),
        event.timestamp(),
        event.sessionId(),
        guarded(event.workflowId()),
        guarded(event.phaseId()),
        guarded(event.workerId()),
        guarded(event.correlationId()),
        guarded(event.baseVersion()),
        recorded.sequenceNumber(),
        json(event.context()),
        json(event.payload()),
        event.dataClassification().label(),
        fieldClassifications(event),
        recorded.position(),
        recorded.recordedAt());
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }

  private static @Nullable String guarded(@Nullable String text) {
    return text == null || text.isEmpty() || GUARDED.indexOf(text.charAt(0)) < 0
        ? text
        : "'" + text;
  }

  private static @Nullable String fieldClassifications(AuditEvent event) {
    if (event.fieldClassifications().isEmpty()) {
      return null;
    }
    ObjectNode levels = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(event.fieldClassifications())
        .forEach((pointer, level) -> levels.put(pointer, level.label()));
    return levels.toString();
  }

  private static @Nullable String json(@Nullable JsonDocument document) {
    return document == null ? null : document.text();
  }
}
