package org.dwsaudit.api.grpc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dwsaudit.api.export.ExportKind;
import org.dwsaudit.api.export.ExportTerms;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.grpc.v1.ExportRequest;

/** An export's terms as a message. */
final class ExportOrder {

  private ExportOrder() {}

  /**
   * Without a clearance it is the caller's own, as far as an export may go.
   *
   * @throws AuditException INVALID_ARGUMENT or INVALID_QUERY if the message is no order
   */
  static ExportTerms read(
      ExportRequest request, Principal principal, FilterMessages filters, Optional<String> reason) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    return new ExportTerms(
        UUID.randomUUID(),
        kind(request.getFormat()),
        Levels.read("clearance", request.getClearanceValue())
            .orElseGet(() -> ExportTerms.ownClearance(principal)),
        filters.read(request.getFilter()),
        reason.map(Reason::require),
        since(request));
  }

  private static ExportKind kind(String label) {
    return ExportKind.ofLabel(label)
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.INVALID_ARGUMENT,
                    "format: %s (expected: %s)".formatted(Excerpt.of(label), ExportKind.labels())));
  }

  private static OptionalLong since(ExportRequest request) {
    if (!request.hasSince()) {
      return OptionalLong.empty();
    }
    if (request.getSince() < 0) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "since: %d (expected: 0 or more)".formatted(request.getSince()));
    }
    return OptionalLong.of(request.getSince());
  }
}
