package org.dwsaudit.domain.replay;

import java.util.List;

/** What the events were made under: the versions of their definitions, and their causal chains. */
final class OriginFold implements Fold {

  private final Ledger versions;
  private final Ledger correlations;

  OriginFold(Bounds bounds) {
    versions = new Ledger("base_versions", "base_version", bounds);
    correlations = new Ledger("correlations", "correlation_id", bounds);
  }

  @Override
  public void fold(Told event) {
    versions.of(event, event.event().baseVersion()).count("events");
    String correlation = event.event().correlationId();
    if (correlation != null) {
      correlations.of(event, correlation).count("events");
    }
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(versions, correlations);
  }
}
