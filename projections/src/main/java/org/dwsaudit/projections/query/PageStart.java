package org.dwsaudit.projections.query;

import org.dwsaudit.schema.event.Position;

/**
 * Where a page begins, and which way it is read from there.
 *
 * @param edge not in the page itself: forward it holds what is behind it, backward what is before
 *     it
 */
record PageStart(LogDirection direction, Position edge) {

  static final Position NO_BOUND = new Position(Long.MAX_VALUE);

  /** What the page holds is behind this position … */
  Position after() {
    return switch (direction) {
      case FORWARD -> edge;
      case BACKWARD -> Position.START;
    };
  }

  /** … and up to this one. */
  Position upTo() {
    return switch (direction) {
      case FORWARD -> NO_BOUND;
      case BACKWARD -> new Position(Math.max(0, edge.value() - 1));
    };
  }

  /** The start of what is not in the page, read the other way: nothing lies between the two. */
  PageStart turned() {
    return switch (direction) {
      case FORWARD -> new PageStart(LogDirection.BACKWARD, edge.next());
      case BACKWARD -> new PageStart(LogDirection.FORWARD, upTo());
    };
  }
}
