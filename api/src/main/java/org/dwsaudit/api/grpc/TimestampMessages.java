package org.dwsaudit.api.grpc;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.dwsaudit.schema.wire.Timestamps;

/** Instants as messages have them. */
final class TimestampMessages {

  private static final long SECONDS_MIN = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final int NANOS_MAX = 999_999_999;

  private TimestampMessages() {}

  /**
   * As RFC 3339; of a message that is no instant something that is no time either, for the rules of
   * events and queries to refuse.
   */
  static String text(Timestamp message) {
    long seconds = message.getSeconds();
    int nanos = message.getNanos();
    boolean inRange =
        seconds >= SECONDS_MIN && seconds <= SECONDS_MAX && nanos >= 0 && nanos <= NANOS_MAX;
    return inRange
        ? Timestamps.text(Instant.ofEpochSecond(seconds, nanos))
        : "seconds: " + seconds + ", nanos: " + nanos;
  }

  static Timestamp message(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
