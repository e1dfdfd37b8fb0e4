package org.dwsaudit.projections.webhook;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dwsaudit.projections.endpoint.Target;

/** One circuit breaker for each target, which all subscriptions to it share on this server. */
final class Breakers {

  private final CircuitBreakerConfig config;
  private final Map<String, CircuitBreaker> all = new ConcurrentHashMap<>();

  Breakers(RetryRules rules) {
    this.config =
        CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(rules.breakerFailures())
            .minimumNumberOfCalls(rules.breakerFailures())
            .failureRateThreshold(100)
            .waitDurationInOpenState(rules.breakerOpen())
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();
  }

  CircuitBreaker of(Target target) {
    return all.computeIfAbsent(target.origin(), origin -> CircuitBreaker.of(origin, config));
  }

  static String state(CircuitBreaker breaker) {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }

  /** How many keep deliveries back now. */
  long open() {
    return all.values().stream()
        .filter(breaker -> breaker.getState() == CircuitBreaker.State.OPEN)
        .count();
  }

  void keepOnly(Set<String> origins) {
    all.keySet().retainAll(origins);
  }
}
