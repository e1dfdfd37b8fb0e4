package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dwsaudit.api.export.ExportKind;
import org.dwsaudit.api.export.ExportTerms;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.JsonMembers;

/** An export's terms as JSON: {@code {"format", "clearance", "reason", "since", "query": {…}}}. */
final class ExportOrder {

  private static final int LABEL_CHARS_MAX = 32;

  private ExportOrder() {}

  /** Without a clearance it is the caller's own, as far as an export may go. */
  static ExportTerms read(
      JsonMembers body, Principal principal, FilterJson filters, Optional<String> inHeader) {
    body.onlyKnown(List.of("format", "clearance", "reason", "since", "query"));
    return new ExportTerms(
        UUID.randomUUID(),
        kind(body),
        clearance(body, principal),
        filters.read(body.value("query").orElseGet(() -> JsonNodeFactory.instance.objectNode())),
        body.text("reason").or(() -> inHeader).map(Reason::require),
        body.integer("since", 0, Long.MAX_VALUE));
  }

  private static ExportKind kind(JsonMembers body) {
    String label = body.requiredText("format", LABEL_CHARS_MAX);
    return ExportKind.ofLabel(label)
        .orElseThrow(() -> body.refuse("format", Excerpt.of(label), ExportKind.labels()));
  }

  private static Classification clearance(JsonMembers body, Principal principal) {
    return body.text("clearance")
        .map(
            label ->
                Classification.ofLabel(label)
                    .orElseThrow(
                        () -> body.refuse("clearance", Excerpt.of(label), Classification.labels())))
        .orElseGet(() -> ExportTerms.ownClearance(principal));
  }
}
