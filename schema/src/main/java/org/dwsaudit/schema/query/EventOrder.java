package org.dwsaudit.schema.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In which order a query lists events. */
public enum EventOrder {
  /** Commit order: the oldest first. */
  ASC("asc"),
  /** Commit order backwards: the newest first. */
  DESC("desc");

  private final String label;

  EventOrder(String label) {
    this.label = label;
  }

  /** Its name outside. */
  public String label() {
    return label;
  }

  public static Optional<EventOrder> ofLabel(String label) {
    return Arrays.stream(values()).filter(order -> order.label.equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(EventOrder::label).toList();
  }
}
