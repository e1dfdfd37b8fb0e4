package org.dwsaudit.store.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as the log's columns hold them: microseconds, and the nanoseconds beside them. */
final class SqlTime {

  private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;

  private SqlTime() {}

  static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static short nanosBeside(Instant time) {
    return (short) (time.getNano() % 1_000);
  }

  static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** The database's own form: microseconds since 2000, rounded down. */
  static long binary(Instant time) {
    return Math.multiplyExact(time.getEpochSecond() - POSTGRES_EPOCH_SECONDS, 1_000_000L)
        + time.getNano() / 1_000;
  }
}
