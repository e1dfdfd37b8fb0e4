package org.dwsaudit.api.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.dwsaudit.api.http.AppendCounts;

/** {@code dws_audit_events_total} by what became of them. */
final class EventCounters implements AppendCounts {

  private final Counter accepted;
  private final Counter duplicates;
  private final Counter refused;

  EventCounters(MeterRegistry metrics) {
    this.accepted = counter(metrics, "accepted");
    this.duplicates = counter(metrics, "duplicate");
    this.refused = counter(metrics, "refused");
  }

  private static Counter counter(MeterRegistry metrics, String result) {
    return Counter.builder("dws.audit.events")
        .description("Events sent to be stored, by what became of them")
        .tag("result", result)
        .register(metrics);
  }

  @Override
  public void acknowledged(long newlyStored, long storedBefore) {
    accepted.increment(newlyStored);
    duplicates.increment(storedBefore);
  }

  @Override
  public void refused(long events) {
    refused.increment(events);
  }
}
