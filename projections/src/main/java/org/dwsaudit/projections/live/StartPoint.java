package org.dwsaudit.projections.live;

import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;

/** Where a subscription begins. */
public sealed interface StartPoint {

  /** With what is committed from now on. */
  record Now() implements StartPoint {}

  /** With the oldest event that is kept. */
  record Beginning() implements StartPoint {}

  /** Behind a position: the last that was delivered, or was said to hold nothing. */
  record After(Position position) implements StartPoint {}

  /**
   * The position behind which the subscription begins.
   *
   * @param head of the log, now
   * @throws AuditException {@code INVALID_ARGUMENT} for a position that the log has not reached
   */
  default Position position(Position head) {
    return switch (this) {
      case Now _ -> head;
      case Beginning _ -> Position.START;
      case After(Position position) -> {
        if (position.compareTo(head) > 0) {
          throw new AuditException(
              ErrorCode.INVALID_ARGUMENT,
              "after: %s is ahead of the log (expected: %s at most; was the store restored?)"
                  .formatted(position, head));
        }
        yield position;
      }
    };
  }
}
