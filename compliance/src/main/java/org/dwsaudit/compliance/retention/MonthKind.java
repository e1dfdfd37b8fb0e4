package org.dwsaudit.compliance.retention;

import java.time.Instant;

/**
 * A tenant's events of one type in one month's partition, as its registry describes them.
 *
 * @param groupNo what they are counted by, unless that depends on their workflows
 * @param byWorkflow whether it does; then only the events themselves tell
 * @param events how many are still there
 * @param thinned whether some have been deleted one by one
 * @param earliest timestamp of all that there were
 * @param latest likewise
 * @param dueFrom none is due earlier
 * @param dueUntil all are due then
 */
record MonthKind(
    String eventType,
    int groupNo,
    boolean byWorkflow,
    long events,
    boolean thinned,
    Instant earliest,
    Instant latest,
    Instant dueFrom,
    Instant dueUntil) {

  boolean isDue(Instant asOf) {
    return !dueUntil.isAfter(asOf);
  }

  boolean mayHaveDue(Instant asOf) {
    return !dueFrom.isAfter(asOf);
  }
}
