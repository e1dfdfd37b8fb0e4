package org.dwsaudit.projections.webhook;

/**
 * Bounds of deliveries.
 *
 * @param subscriptionsMax on the database
 * @param batchBytesMax about what a batch may take; one event is always in
 * @param inFlightMax deliveries at once on this server
 * @param parkedMax events parked for a subscription; then it waits
 */
public record WebhookLimits(
    int subscriptionsMax, int batchBytesMax, int inFlightMax, int parkedMax) {}
