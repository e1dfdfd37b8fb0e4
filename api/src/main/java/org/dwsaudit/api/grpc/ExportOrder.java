package org.dwsaudit.api.grpc;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.projections.export.ExportFormat;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.ExportCompleted;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.grpc.v1.ExportRequest;
import org.dwsaudit.schema.query.EventFilter;

/** What a caller wants exported. */
record ExportOrder(
    ExportFormat format, Classification clearance, EventFilter filter, Optional<String> reason) {

  /**
   * Without a clearance it is the caller's own, as far as an export may go.
   *
   * @throws AuditException INVALID_ARGUMENT or INVALID_QUERY if the message is no order
   */
  static ExportOrder read(
      ExportRequest request, Principal principal, FilterMessages filters, Optional<String> reason) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    return new ExportOrder(
        format(request.getFormat()),
        Levels.read("clearance", request.getClearanceValue())
            .orElseGet(() -> ownClearance(principal)),
        filters.read(request.getFilter()),
        reason.map(Reason::require));
  }

  private static ExportFormat format(String label) {
    return ExportFormat.ofLabel(label)
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.INVALID_ARGUMENT,
                    "format: %s (expected: %s)".formatted(Excerpt.of(label), labels())));
  }

  private static String labels() {
    return Arrays.stream(ExportFormat.values())
        .map(ExportFormat::label)
        .collect(Collectors.joining(", "));
  }

  private static Classification ownClearance(Principal principal) {
    return principal.clearance() == Classification.RESTRICTED
        ? Classification.CONFIDENTIAL
        : principal.clearance();
  }

  ExportCompleted completed(long events, String actor) {
    return new ExportCompleted(
        UUID.randomUUID(), format.label(), clearance, filter, events, reason.orElse(null), actor);
  }
}
