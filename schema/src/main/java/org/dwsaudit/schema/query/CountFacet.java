package org.dwsaudit.schema.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What events are counted by. */
public enum CountFacet {
  /** The day of the event's own timestamp, in UTC. */
  DAY("day"),
  CATEGORY("category"),
  EVENT_TYPE("event_type"),
  WORKFLOW("workflow_id"),
  PHASE("phase_id"),
  WORKER("worker_id"),
  /** The level that the producer gave. */
  LEVEL("data_classification");

  private final String label;

  CountFacet(String label) {
    this.label = label;
  }

  /** Its name outside. */
  public String label() {
    return label;
  }

  public static Optional<CountFacet> ofLabel(String label) {
    return Arrays.stream(values()).filter(facet -> facet.label.equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(CountFacet::label).toList();
  }
}
