package org.dwsaudit.app.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.dwsaudit.projections.processing.ProjectionStatus;
import org.dwsaudit.projections.processing.Projections;
import org.dwsaudit.projections.view.View;
import org.dwsaudit.projections.view.Views;

/** The views' lag for Prometheus, as it was a few seconds ago. */
final class ProjectionMetrics {

  private ProjectionMetrics() {}

  static void register(MeterRegistry registry, Projections projections) {
    for (View view : Views.all()) {
      gauge(
          registry,
          projections,
          view,
          "events_behind",
          "Events in the log that are not in the view.",
          ProjectionStatus::eventsBehind);
      gauge(
          registry,
          projections,
          view,
          "seconds_behind",
          "How long the first of them has been in the log.",
          ProjectionStatus::secondsBehind);
      gauge(
          registry,
          projections,
          view,
          "parked_events",
          "Events that the view goes on without.",
          ProjectionStatus::parkedEvents);
    }
  }

  private static void gauge(
      MeterRegistry registry,
      Projections projections,
      View view,
      String name,
      String description,
      ToDoubleFunction<ProjectionStatus> value) {
    Gauge.builder("dws_audit_view_" + name, projections, all -> value(all, view.name(), value))
        .description(description)
        .tag("view", view.name())
        .register(registry);
  }

  private static double value(
      Projections projections, String view, ToDoubleFunction<ProjectionStatus> value) {
    return projections.lastStatus().stream()
        .filter(status -> status.view().equals(view))
        .mapToDouble(value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
