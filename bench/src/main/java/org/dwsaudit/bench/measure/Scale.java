package org.dwsaudit.bench.measure;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds of ours and the peer's in turns, besides one that warms up
 * @param bulkEvents a round, appended in bulk
 * @param singleEvents a round, appended one by one by many callers
 * @param soloEvents a round, appended one by one by a lone caller
 * @param batchEvents a round, appended in batches of a hundred
 * @param smallLog events in the log that growth is measured from
 * @param largeLog events in the log that growth is measured to
 * @param probes of each kind at either size
 * @param expiringEvents that retention takes out at once
 * @param sizeEvents of which the size on disk is taken
 * @param starts of a server
 * @param budget of time for one measure's rounds: less of them on a slow machine
 */
public record Scale(
    int rounds,
    int bulkEvents,
    int singleEvents,
    int soloEvents,
    int batchEvents,
    int smallLog,
    int largeLog,
    int probes,
    int expiringEvents,
    int sizeEvents,
    int starts,
    Duration budget) {

  public static final Scale QUICK =
      new Scale(
          3,
          20_000,
          3_200,
          300,
          4_000,
          20_000,
          200_000,
          200,
          100_000,
          20_000,
          2,
          Duration.ofSeconds(5));

  public static final Scale FULL =
      new Scale(
          5,
          200_000,
          50_000,
          3_000,
          40_000,
          200_000,
          20_000_000,
          3_000,
          2_000_000,
          200_000,
          5,
          Duration.ofMinutes(5));

  /** The same with other sizes of bulk rounds. */
  public Scale withBulkEvents(int events) {
    return new Scale(
        rounds,
        events,
        singleEvents,
        soloEvents,
        batchEvents,
        smallLog,
        largeLog,
        probes,
        expiringEvents,
        sizeEvents,
        starts,
        budget);
  }
}
