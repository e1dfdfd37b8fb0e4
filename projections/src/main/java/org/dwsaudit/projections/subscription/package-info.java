/**
 * Durable subscriptions: what is delivered to whom, its secrets, how far it is, and what is parked.
 * Start with {@link org.dwsaudit.projections.subscription.Subscriptions}; what the deliverer writes
 * down is in {@code DeliveryTable}.
 */
@NullMarked
package org.dwsaudit.projections.subscription;

import org.jspecify.annotations.NullMarked;
