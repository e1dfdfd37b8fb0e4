package org.dwsaudit.schema.query;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the steps of one evaluation and ends it when there are too many: one for each part that is
 * evaluated, and for each value that an operation looks at as a whole, its weight. It counts before
 * the operation begins.
 */
final class Meter implements CelEvaluationListener {

  /** Steps that an evaluation may take, however small the event is. */
  static final long STEPS_BASE = 200_000;

  /** Steps that it may take besides, for each step that it takes to look at the content once. */
  static final long STEPS_A_WEIGHT = 300;

  /** How often an operation looks at a value, by the part of the predicate that gives the value. */
  private final Map<Long, Integer> looks;

  private long most = STEPS_BASE;
  private long steps;

  Meter(Map<Long, Integer> looks) {
    this.looks = looks;
  }

  /** Content was read: it may cost more, the more of it there is. */
  void allowFor(long weight) {
    most += STEPS_A_WEIGHT * weight;
  }

  @Override
  public void callback(CelExpr part, @Nullable Object value) {
    Integer times = looks.get(part.id());
    steps += times == null ? 1 : 1 + times * Weight.of(value);
    if (isOver()) {
      throw new OverException();
    }
  }

  boolean isOver() {
    return steps > most;
  }

  long steps() {
    return steps;
  }

  /** Ends an evaluation; it may be thrown many times until that has come about. */
  private static final class OverException extends RuntimeException {
    OverException() {
      super("too many steps", null, false, false);
    }
  }
}
