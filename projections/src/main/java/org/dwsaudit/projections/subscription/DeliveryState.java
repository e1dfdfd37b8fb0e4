package org.dwsaudit.projections.subscription;

import java.time.Instant;
import org.dwsaudit.schema.event.Position;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscription is.
 *
 * @param position all that is selected up to here was acknowledged, or is parked
 * @param head of the log, at the same moment
 * @param batch that is under way; null for none
 * @param attempts made of that batch
 * @param breaker of the target, when the last try ended
 * @param delivered events that were acknowledged
 * @param parked events
 * @param server that delivers; null where none does
 */
public record DeliveryState(
    Position position,
    Position head,
    @Nullable OpenBatch batch,
    int attempts,
    @Nullable Instant nextAttemptAt,
    String breaker,
    @Nullable Integer lastStatus,
    @Nullable String lastError,
    @Nullable Instant lastFailureAt,
    @Nullable Instant lastSuccessAt,
    long delivered,
    long parked,
    @Nullable String server) {

  /** How long the first event that was found and not delivered has been in the log. */
  public double secondsBehind(Instant now) {
    OpenBatch open = batch;
    return open == null
        ? 0
        : Math.max(0, now.toEpochMilli() - open.since().toEpochMilli()) / 1_000.0;
  }

  /** How much of the log is behind the position; what is selected of it is at most that much. */
  public long positionsBehind() {
    return Math.max(0, head.value() - position.value());
  }
}
