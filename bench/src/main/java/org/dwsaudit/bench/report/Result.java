package org.dwsaudit.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one measure gave.
 *
 * @param unit of {@code ours} and {@code peer}
 * @param ours null where it was not measured; the detail {@code not_measured} says why
 * @param peer null where there is none
 * @param detail more figures, in the order in which they are shown
 */
public record Result(
    String name,
    String unit,
    @Nullable Double ours,
    @Nullable Double peer,
    Goal goal,
    Map<String, Object> detail) {

  private static final String NOT_MEASURED = "not_measured";

  public Result {
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
  }

  public static Result of(
      String name, String unit, double ours, double peer, Goal goal, Map<String, Object> detail) {
    return new Result(name, unit, ours, peer, goal, detail);
  }

  public static Result alone(
      String name, String unit, double ours, Goal goal, Map<String, Object> detail) {
    return new Result(name, unit, ours, null, goal, detail);
  }

  public static Result notMeasured(String name, Goal goal, String reason) {
    return new Result(name, "", null, null, goal, Map.of(NOT_MEASURED, reason));
  }

  /** Ours divided by the peer's; null where one of them is missing. */
  public @Nullable Double ratio() {
    return ours == null || peer == null || peer == 0 ? null : ours / peer;
  }

  /** Whether the ratio, or our figure where there is no peer, is what it is to be. */
  public @Nullable Boolean met() {
    return goal.met(peer == null ? ours : ratio());
  }

  public boolean isMeasured() {
    return ours != null;
  }
}
