package org.dwsaudit.projections.live;

import org.dwsaudit.schema.event.Position;

/** Where a subscription begins. */
public sealed interface StartPoint {

  /** With what is committed from now on. */
  record Now() implements StartPoint {}

  /** With the oldest event that is kept. */
  record Beginning() implements StartPoint {}

  /** Behind a position: the last that was delivered, or was said to hold nothing. */
  record After(Position position) implements StartPoint {}
}
