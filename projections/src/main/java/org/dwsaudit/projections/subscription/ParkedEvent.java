package org.dwsaudit.projections.subscription;

import java.time.Instant;
import java.util.UUID;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.jspecify.annotations.Nullable;

/**
 * An event that a subscription went on without.
 *
 * @param failed whether its own delivery failed; else it stands behind one of its session that did
 * @param retry whether another try was asked for
 * @param webhookId of the batch that it was last tried in
 * @param status that the target answered then, if it did
 */
public record ParkedEvent(
    Position position,
    UUID sessionId,
    EventId eventId,
    String eventType,
    boolean failed,
    boolean retry,
    @Nullable String webhookId,
    @Nullable Integer status,
    @Nullable String error,
    int attempts,
    Instant parkedAt,
    @Nullable Instant lastAttemptAt) {}
