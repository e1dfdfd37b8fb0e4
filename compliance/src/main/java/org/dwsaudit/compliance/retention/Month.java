package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One month's partition of the log, as its registry describes it.
 *
 * @param firstDay of recording, in UTC
 * @param events how many are still there
 * @param earliest of the earlier of timestamp and recording
 * @param latest likewise
 * @param groupNo what all its events are counted by
 * @param eventTypes every type that it has or had events of
 */
record Month(
    String name,
    int retentionClass,
    LocalDate firstDay,
    long events,
    long firstPosition,
    long lastPosition,
    Instant earliest,
    Instant latest,
    int groupNo,
    List<String> eventTypes) {

  Month {
    eventTypes = List.copyOf(eventTypes);
  }
}
