package org.dwsaudit.schema.wire;

import java.time.Duration;
import java.util.Optional;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.EventFilter;

/**
 * A durable subscription as a caller asks for it.
 *
 * @param clearance what is delivered is redacted to; absent for the caller's own
 * @param from {@code start} or {@code now}, if it is anything
 * @param after a position, as it was handed out
 * @param url where to, as it was sent
 * @param batchSize events in a delivery at most
 * @param maxWait how long an event may wait for others to go with it
 */
public record WebhookSubscription(
    EventFilter filter,
    Optional<Classification> clearance,
    Optional<String> from,
    Optional<String> after,
    String url,
    int batchSize,
    Duration maxWait,
    WebhookFormat format) {

  public static final int BATCH_SIZE_MAX = 1_000;
  public static final int BATCH_SIZE_DEFAULT = 100;
  public static final int MAX_WAIT_MS_MAX = 60_000;
  public static final int MAX_WAIT_MS_DEFAULT = 1_000;
  public static final int URL_CHARS_MAX = 2_048;
}
