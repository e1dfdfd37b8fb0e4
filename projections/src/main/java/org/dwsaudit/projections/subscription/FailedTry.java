package org.dwsaudit.projections.subscription;

import org.jspecify.annotations.Nullable;

/**
 * A delivery that was not acknowledged.
 *
 * @param status that the target answered, if it did
 * @param error for an operator; holds no secret
 * @param attempts that this makes of the batch
 * @param breaker of the target, now
 */
public record FailedTry(
    String webhookId, @Nullable Integer status, String error, int attempts, String breaker) {}
