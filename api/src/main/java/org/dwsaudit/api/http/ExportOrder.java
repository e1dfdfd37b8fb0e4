package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.projections.export.ExportFormat;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.ExportCompleted;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.JsonMembers;

/** What a caller wants exported: {@code {"format", "clearance", "reason", "query": {…}}}. */
record ExportOrder(
    UUID id,
    ExportFormat format,
    Classification clearance,
    EventFilter filter,
    Optional<String> reason) {

  private static final int LABEL_CHARS_MAX = 32;

  /** Without a clearance it is the caller's own, as far as an export may go. */
  static ExportOrder read(
      JsonMembers body, Principal principal, FilterJson filters, Optional<String> inHeader) {
    body.onlyKnown(List.of("format", "clearance", "reason", "query"));
    return new ExportOrder(
        UUID.randomUUID(),
        format(body),
        clearance(body, principal),
        filters.read(body.value("query").orElseGet(() -> JsonNodeFactory.instance.objectNode())),
        body.text("reason").or(() -> inHeader).map(Reason::require));
  }

  private static ExportFormat format(JsonMembers body) {
    String label = body.requiredText("format", LABEL_CHARS_MAX);
    return ExportFormat.ofLabel(label)
        .orElseThrow(
            () ->
                body.refuse(
                    "format",
                    Excerpt.of(label),
                    labels(
                        Arrays.stream(ExportFormat.values()).map(ExportFormat::label).toList())));
  }

  private static Classification clearance(JsonMembers body, Principal principal) {
    return body.text("clearance")
        .map(
            label ->
                Classification.ofLabel(label)
                    .orElseThrow(
                        () ->
                            body.refuse(
                                "clearance",
                                Excerpt.of(label),
                                labels(
                                    Arrays.stream(Classification.values())
                                        .map(Classification::label)
                                        .toList()))))
        .orElse(
            principal.clearance() == Classification.RESTRICTED
                ? Classification.CONFIDENTIAL
                : principal.clearance());
  }

  private static String labels(List<String> labels) {
    return labels.stream().collect(Collectors.joining(", "));
  }

  String fileName() {
    String extension =
        switch (format) {
          case NDJSON -> "ndjson";
          case CSV -> "csv";
          case CLOUDEVENTS -> "cloudevents.ndjson";
        };
    return "dws-audit-%s.%s".formatted(id, extension);
  }

  ExportCompleted completed(long events, String actor) {
    return new ExportCompleted(
        id, format.label(), clearance, filter, events, reason.orElse(null), actor);
  }
}
