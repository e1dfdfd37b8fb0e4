package org.dwsaudit.compliance.hold;

import java.time.Instant;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.TypePattern;

/** What a scope must be to hold anything. */
final class Scopes {

  private static final int IDENTIFIER_CHARACTERS_MAX = 256;

  private Scopes() {}

  static void require(HoldScope scope) {
    switch (scope) {
      case HoldScope.OfSession _ -> {}
      case HoldScope.OfWorkflow workflow -> requireIdentifier("workflow_id", workflow.workflowId());
      case HoldScope.OfWorker worker -> requireIdentifier("worker_id", worker.workerId());
      case HoldScope.OfQuery query -> requireFilter(query.filter());
    }
  }

  private static void requireIdentifier(String name, String value) {
    if (value.isEmpty() || value.length() > IDENTIFIER_CHARACTERS_MAX) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: %d characters (expected: 1..%d)"
              .formatted(name, value.length(), IDENTIFIER_CHARACTERS_MAX));
    }
  }

  private static void requireFilter(EventFilter filter) {
    for (String pattern : filter.eventTypes()) {
      if (!TypePattern.isValid(pattern)) {
        throw new AuditException(
            ErrorCode.INVALID_QUERY,
            "event_types: " + pattern + " (expected: a name, or one * at the start or the end)");
      }
    }
    Instant from = filter.from();
    Instant to = filter.to();
    if (from != null && to != null && from.isAfter(to)) {
      throw new AuditException(
          ErrorCode.INVALID_QUERY, "time_range: " + from + " to " + to + " (expected: from first)");
    }
  }
}
