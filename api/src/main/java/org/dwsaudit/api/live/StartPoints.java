package org.dwsaudit.api.live;

import java.util.Optional;
import org.dwsaudit.projections.live.StartPoint;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Position;

/** Reads where a subscription begins. */
public final class StartPoints {

  private StartPoints() {}

  /**
   * @param from {@code start} or {@code now}
   * @param after a position
   * @throws AuditException INVALID_ARGUMENT if it is neither, or both
   */
  public static StartPoint read(Optional<String> from, Optional<String> after) {
    if (from.isPresent() && after.isPresent()) {
      throw refuse("from and after: both (expected: one of them)");
    }
    if (after.isPresent()) {
      return after("after", after.get());
    }
    return from.map(StartPoints::from).orElseGet(StartPoint.Now::new);
  }

  private static StartPoint from(String from) {
    return switch (from) {
      case "start" -> new StartPoint.Beginning();
      case "now" -> new StartPoint.Now();
      default -> throw refuse("from: %s (expected: start, or now)".formatted(Excerpt.of(from)));
    };
  }

  /** Behind the position that the named value is. */
  public static StartPoint.After after(String name, String text) {
    return Position.parse(text)
        .map(StartPoint.After::new)
        .orElseThrow(
            () ->
                refuse(
                    "%s: %s (expected: a position that was handed out, as %s)"
                        .formatted(name, Excerpt.of(text), new Position(42))));
  }

  private static AuditException refuse(String message) {
    return new AuditException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
