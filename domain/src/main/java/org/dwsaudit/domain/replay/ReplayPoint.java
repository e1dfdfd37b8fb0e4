package org.dwsaudit.domain.replay;

import java.time.Instant;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.Timestamps;

/** Where in a session to stop: which of its events the state is made of. */
public sealed interface ReplayPoint {

  /** Every event that is stored when the replay begins. */
  record End() implements ReplayPoint {}

  /** The events with this number or a lower one; 0 is before the first. */
  record AtSequence(long sequenceNumber) implements ReplayPoint {

    /**
     * @throws AuditException INVALID_ARGUMENT for a number under 0
     */
    public AtSequence {
      if (sequenceNumber < 0) {
        throw new AuditException(
            ErrorCode.INVALID_ARGUMENT, "at: %d (expected: 0 or more)".formatted(sequenceNumber));
      }
    }
  }

  /**
   * The events whose own timestamp is this instant or an earlier one, in order of sequence number:
   * the state as made by what had happened by then. Producers' clocks differ, so timestamps need
   * not rise with the numbers: an event is in or out by its timestamp alone, and one that is out
   * does not keep those behind it out. When an event was recorded plays no part.
   */
  record AtTime(Instant time) implements ReplayPoint {}

  ReplayPoint END = new End();

  /** Whether the event is one that the state at this point is made of. */
  default boolean includes(RecordedEvent recorded) {
    return switch (this) {
      case End() -> true;
      case AtSequence(long number) -> recorded.sequenceNumber() <= number;
      case AtTime(Instant time) -> !recorded.event().timestamp().isAfter(time);
    };
  }

  /** The number behind which no event is included. */
  default long lastIncluded() {
    return switch (this) {
      case AtSequence(long number) -> number;
      case End(), AtTime _ -> Long.MAX_VALUE;
    };
  }

  /**
   * Reads {@code ""} as the end, digits as a sequence number and RFC 3339 in UTC as a time.
   *
   * @throws AuditException INVALID_ARGUMENT for any other text
   */
  static ReplayPoint parse(String text) {
    if (text.isEmpty()) {
      return END;
    }
    if (text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new AtSequence(Long.parseLong(text));
    }
    return Timestamps.parse(text)
        .<ReplayPoint>map(AtTime::new)
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.INVALID_ARGUMENT,
                    "at: %s (expected: a sequence number, or a time as 2026-04-01T09:30:00.123Z)"
                        .formatted(Excerpt.of(text))));
  }
}
