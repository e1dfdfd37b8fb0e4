package org.dwsaudit.app.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Figures that one part of the server gives all together; each is read when it is scraped.
 *
 * @param prefix of their names
 * @param part whose they are; others MUST hold it, as the registry does not
 */
record Figures<P, S>(MeterRegistry registry, String prefix, P part, Function<P, S> stats) {

  void gauge(String name, String description, ToDoubleFunction<S> value) {
    Gauge.builder(prefix + name, part, p -> value.applyAsDouble(stats.apply(p)))
        .description(description)
        .register(registry);
  }

  void counter(String name, String description, ToDoubleFunction<S> value) {
    FunctionCounter.builder(prefix + name, part, p -> value.applyAsDouble(stats.apply(p)))
        .description(description)
        .register(registry);
  }
}
