/**
 * Delivers durable subscriptions to webhooks: in order, at least once, signed, retried, parked
 * after the last try. Start with {@link org.dwsaudit.projections.webhook.Webhooks}; one
 * subscription's way through the log is in {@code Courier}.
 */
@NullMarked
package org.dwsaudit.projections.webhook;

import org.jspecify.annotations.NullMarked;
