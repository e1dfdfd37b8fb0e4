package org.dwsaudit.domain.replay;

import java.time.Instant;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The last event that a state is made of.
 *
 * @param sequenceNumber 0 where the state is made of none; the others are null then
 */
public record AsOf(
    long sequenceNumber,
    @Nullable Instant timestamp,
    @Nullable Position position,
    @Nullable Instant recordedAt) {

  static final AsOf BEFORE_THE_FIRST = new AsOf(0, null, null, null);

  static AsOf of(RecordedEvent recorded) {
    return new AsOf(
        recorded.sequenceNumber(),
        recorded.event().timestamp(),
        recorded.position(),
        recorded.recordedAt());
  }
}
