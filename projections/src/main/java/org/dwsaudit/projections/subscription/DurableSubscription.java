package org.dwsaudit.projections.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.dwsaudit.projections.endpoint.Target;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.WebhookFormat;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that delivers to a webhook, and how far it is.
 *
 * @param owner on whose behalf it delivers, at the clearance of the time when it was made
 * @param clearance what is delivered is redacted to; not above the owner's
 * @param revision moves whenever somebody else than the deliverer changes something
 */
public record DurableSubscription(
    UUID id,
    Principal owner,
    Classification clearance,
    EventFilter filter,
    Target target,
    WebhookFormat format,
    int batchSize,
    Duration maxWait,
    Instant createdAt,
    SubscriptionStatus status,
    @Nullable String statusReason,
    long revision,
    DeliveryState state) {}
