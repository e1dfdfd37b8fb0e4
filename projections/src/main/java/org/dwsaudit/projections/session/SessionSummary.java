package org.dwsaudit.projections.session;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * A session at a glance, from the events that are stored now.
 *
 * @param workflowId of its earliest stored event; null if every event has expired
 * @param workers who took part, in code point order, at most {@value #WORKERS_MAX}
 * @param events how many are stored now
 * @param lastSequence the last sequence number that was given out
 * @param expired how many events retention took: {@code lastSequence - events}
 * @param eventsByCategory {@code events}, by the part of the type before its first dot
 * @param firstTimestamp the earliest timestamp among the stored events; null if there is none
 * @param lastTimestamp the latest timestamp among the stored events; null if there is none
 * @param firstRecordedAt when its first event was recorded, expired or not
 * @param lastRecordedAt when its last event was recorded, expired or not
 */
public record SessionSummary(
    SessionId sessionId,
    SessionStatus status,
    @Nullable String workflowId,
    List<String> workers,
    long events,
    long lastSequence,
    long expired,
    Map<String, Long> eventsByCategory,
    @Nullable Instant firstTimestamp,
    @Nullable Instant lastTimestamp,
    Instant firstRecordedAt,
    Instant lastRecordedAt) {

  public static final int WORKERS_MAX = 100;

  public SessionSummary {
    workers = List.copyOf(workers);
    eventsByCategory = Collections.unmodifiableMap(new TreeMap<>(eventsByCategory));
  }
}
