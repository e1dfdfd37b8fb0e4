package org.dwsaudit.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * What a figure is held against.
 *
 * @param target the least that is acceptable; null where only an aim is set
 * @param aim what is wanted; null where nothing is
 */
public record Goal(Direction direction, @Nullable Double target, @Nullable Double aim) {

  /** On which side of the target a figure is to be. */
  public enum Direction {
    AT_LEAST,
    AT_MOST
  }

  /** A figure that is told and not held against anything. */
  public static final Goal NONE = new Goal(Direction.AT_LEAST, null, null);

  public static Goal atLeast(double target, double aim) {
    return new Goal(Direction.AT_LEAST, target, aim);
  }

  public static Goal atMost(double target, double aim) {
    return new Goal(Direction.AT_MOST, target, aim);
  }

  public static Goal aimAtMost(double aim) {
    return new Goal(Direction.AT_MOST, null, aim);
  }

  /** Whether the figure reaches the target or, without one, the aim; null without either. */
  @Nullable Boolean met(@Nullable Double figure) {
    Double bound = target == null ? aim : target;
    if (figure == null || bound == null) {
      return null;
    }
    return switch (direction) {
      case AT_LEAST -> figure >= bound;
      case AT_MOST -> figure <= bound;
    };
  }
}
