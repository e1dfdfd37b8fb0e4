package org.dwsaudit.app.server;

import java.util.List;
import java.util.stream.Collectors;
import org.dwsaudit.api.server.HealthSource;
import org.dwsaudit.projections.processing.ProjectionStatus;

/** How far the views are behind. Never a reason not to send requests here: the log is complete. */
final class ProjectionHealth {

  private ProjectionHealth() {}

  static HealthSource.Check check(List<ProjectionStatus> views) {
    String behind =
        views.stream()
            .filter(view -> view.eventsBehind() > 0)
            .map(
                view ->
                    "%s %d events, %.1f s"
                        .formatted(view.view(), view.eventsBehind(), view.secondsBehind()))
            .collect(Collectors.joining("; "));
    long parked = views.stream().mapToLong(ProjectionStatus::parkedEvents).sum();
    return new HealthSource.Check(
        "views",
        true,
        (behind.isEmpty() ? "up to date" : "behind: " + behind)
            + (parked == 0 ? "" : "; %d events parked".formatted(parked)));
  }
}
