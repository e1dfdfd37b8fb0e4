package org.dwsaudit.domain.session;

import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;

/**
 * What became of a request. Sessions stand for themselves: those that agree are stored although
 * another is refused.
 *
 * @param acknowledged the events that are stored, in the request's order
 * @param refused why the others are not; empty where all are stored
 */
public record RecordingOutcome(
    List<Acknowledgement> acknowledged, Optional<AuditException> refused) {

  public RecordingOutcome {
    acknowledged = List.copyOf(acknowledged);
  }

  public long duplicates() {
    return acknowledged.stream().filter(Acknowledgement::duplicate).count();
  }

  public long accepted() {
    return acknowledged.size() - duplicates();
  }
}
