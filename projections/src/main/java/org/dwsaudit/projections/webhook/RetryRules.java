package org.dwsaudit.projections.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often, and after how long, a delivery is tried again.
 *
 * @param attemptsMax tries of a batch before it is parked
 * @param backoffFirst the longest wait after the first failure; it doubles with each
 * @param backoffMax what it does not grow beyond
 * @param retryAfterMax the longest wait that a target may ask for
 * @param timeout for one try, from resolving the name to the end of the answer
 * @param breakerFailures in a row that make deliveries to a target stop for a while
 * @param breakerOpen for how long
 */
public record RetryRules(
    int attemptsMax,
    Duration backoffFirst,
    Duration backoffMax,
    Duration retryAfterMax,
    Duration timeout,
    int breakerFailures,
    Duration breakerOpen) {

  /** After how long a server that says nothing is taken for dead: longer than any try of its. */
  public Duration lease() {
    return timeout.multipliedBy(2).plusSeconds(5);
  }

  /**
   * How long to wait after a failure: anything up to the bound (full jitter), so that who failed
   * together does not come back together; but what the target asks for, within bounds.
   *
   * @param attempts made so far
   */
  Duration delay(int attempts, Optional<Duration> retryAfter, RandomGenerator random) {
    int doublings = Math.min(Math.max(attempts, 1) - 1, 30);
    long bound = Math.min(backoffMax.toMillis(), backoffFirst.toMillis() << doublings);
    Duration jittered = Duration.ofMillis(random.nextLong(Math.max(bound, 0) + 1));
    Duration asked = retryAfter.orElse(Duration.ZERO);
    Duration bounded = asked.compareTo(retryAfterMax) > 0 ? retryAfterMax : asked;
    return bounded.compareTo(jittered) > 0 ? bounded : jittered;
  }
}
