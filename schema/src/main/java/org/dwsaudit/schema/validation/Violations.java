package org.dwsaudit.schema.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** What follows is about this event. */
  void begin(int eventIndex) {
    index = eventIndex;
  }

  /** The same rule is broken at a place only once. */
  void add(String pointer, Rule rule, String message) {
    if (current.size() < MAX && seen.add(rule + pointer)) {
      current.add(new Violation(index, pointer, rule, message));
    }
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
