package org.dwsaudit.bench.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All results as a table, each with its detail below it. */
public final class ResultTable {

  private static final String ROW = "%-24s %12s %12s  %-9s %8s %8s %8s  %s%n";

  private ResultTable() {}

  public static void print(List<Result> results, Map<String, Object> machine, PrintWriter out) {
    out.printf(ROW, "NAME", "OURS", "PEER", "UNIT", "RATIO", "TARGET", "AIM", "MET");
    for (Result result : results) {
      Goal goal = result.goal();
      out.printf(
          ROW,
          result.name(),
          figure(result.ours()),
          figure(result.peer()),
          result.unit(),
          figure(result.ratio()),
          bound(goal, goal.target()),
          bound(goal, goal.aim()),
          met(result.met()));
      result.detail().forEach((key, value) -> out.printf("    %s: %s%n", key, text(value)));
    }
    out.println();
    machine.forEach((key, value) -> out.printf("%s: %s%n", key, text(value)));
    out.flush();
  }

  private static String text(Object value) {
    return value instanceof Double number ? figure(number) : String.valueOf(value);
  }

  private static String bound(Goal goal, @Nullable Double bound) {
    if (bound == null) {
      return "–";
    }
    return switch (goal.direction()) {
      case AT_LEAST -> "≥ " + figure(bound);
      case AT_MOST -> "≤ " + figure(bound);
    };
  }

  private static String met(@Nullable Boolean met) {
    return met == null ? "–" : met ? "yes" : "no";
  }

  static String figure(@Nullable Double figure) {
    if (figure == null) {
      return "–";
    }
    double size = Math.abs(figure);
    String format = size >= 1_000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, figure);
  }
}
