package org.dwsaudit.schema.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much there is to a value: about the steps that it takes to look at all of it once. The
 * containers of an event know it of themselves.
 */
final class Weight {

  private static final int CHARACTERS_A_STEP = 16;

  private Weight() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case String text -> 1 + text.length() / CHARACTERS_A_STEP;
      case Members members -> members.weight;
      case Elements elements -> elements.weight;
      case List<?> written -> 1 + written.stream().mapToLong(Weight::of).sum();
      case Map<?, ?> written -> 1 + written.values().stream().mapToLong(Weight::of).sum();
      case null, default -> 1;
    };
  }

  /** A JSON object. */
  static final class Members extends HashMap<String, Object> {

    private long weight = 1;

    Members(int size) {
      super(Math.max(16, 2 * size));
    }

    void add(String name, Object value) {
      put(name, value);
      weight += Weight.of(name) + Weight.of(value);
    }
  }

  /** A JSON array. */
  static final class Elements extends ArrayList<Object> {

    private long weight = 1;

    Elements(int size) {
      super(size);
    }

    void append(Object value) {
      add(value);
      weight += Weight.of(value);
    }
  }
}
