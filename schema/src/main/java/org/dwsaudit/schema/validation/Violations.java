package org.dwsaudit.schema.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.error.Violation;

/** Collects what a request's events break, by index and pointer, up to a bound. */
final class Violations {

  private static final int MAX = 1000;

  private final List<Violation> all = new ArrayList<>();
  private final List<Violation> current = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int index;
  private UnaryOperator<String> origin = UnaryOperator.identity();

  /** What follows is about this event. */
  void begin(int eventIndex) {
    begin(eventIndex, UnaryOperator.identity());
  }

  /** What follows is about this event, whose places are called differently where it came from. */
  void begin(int eventIndex, UnaryOperator<String> placeSent) {
    index = eventIndex;
    origin = placeSent;
  }

  /** The same rule is broken at a place only once. */
  void add(String pointer, Rule rule, String message) {
    addAsSent(origin.apply(pointer), rule, message);
  }

  /**
   * As {@link #add}, by the place in what was sent. What is there but unfit is not missing as well.
   */
  void addAsSent(String pointer, Rule rule, String message) {
    if (current.size() < MAX
        && !(rule == Rule.REQUIRED && isReported(pointer))
        && seen.add(rule + pointer)) {
      current.add(new Violation(index, pointer, rule, message));
    }
  }

  private boolean isReported(String pointer) {
    return current.stream().anyMatch(violation -> violation.pointer().equals(pointer));
  }

  /** Closes the event; whether it broke nothing. */
  boolean end() {
    if (current.isEmpty()) {
      return true;
    }
    current.sort(Comparator.comparing(Violation::pointer).thenComparing(Violation::rule));
    all.addAll(current.subList(0, Math.min(current.size(), MAX - all.size())));
    current.clear();
    seen.clear();
    return false;
  }

  /** Whether more would not be reported. */
  boolean full() {
    return all.size() >= MAX;
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      throw AuditException.of(all);
    }
  }
}
