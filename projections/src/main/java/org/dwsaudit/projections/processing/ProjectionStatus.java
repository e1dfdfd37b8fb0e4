package org.dwsaudit.projections.processing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a view is.
 *
 * @param generation what readers see
 * @param position up to which every event is in the view
 * @param head the log's last position
 * @param secondsBehind how long the first event that is not in the view has been in the log; 0
 *     where there is none
 * @param parked events that the view could not take, the latest first, at most {@value #PARKED_MAX}
 * @param parkedEvents how many there are in all
 * @param servers who works on it now
 * @param rebuiltAt when the last rebuild took the place of what was there; null without one
 */
public record ProjectionStatus(
    String view,
    int generation,
    long position,
    long head,
    double secondsBehind,
    long parkedEvents,
    List<ParkedEvent> parked,
    List<String> servers,
    @Nullable Rebuild rebuild,
    @Nullable Instant rebuiltAt) {

  static final int PARKED_MAX = 20;

  public ProjectionStatus {
    parked = List.copyOf(parked);
    servers = List.copyOf(servers);
  }

  public long eventsBehind() {
    return Math.max(0, head - position);
  }

  /** An event that the view goes on without. */
  public record ParkedEvent(
      String position,
      String tenant,
      String sessionId,
      String eventId,
      String eventType,
      String error,
      Instant parkedAt) {}

  /**
   * A rebuild under way.
   *
   * @param events how many positions of the log it has been through
   * @param estimatedEnd at the pace until now; null while there is none
   */
  public record Rebuild(
      int generation, long events, Instant startedAt, @Nullable Instant estimatedEnd) {}
}
