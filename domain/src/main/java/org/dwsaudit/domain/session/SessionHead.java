package org.dwsaudit.domain.session;

import org.dwsaudit.schema.event.Position;

/**
 * A snapshot of a session: all that the next append needs of the events before it. It outlasts the
 * events when they expire.
 *
 * @param lastSequence 0 where the session has not begun
 */
public record SessionHead(long lastSequence, Position lastPosition) {

  public static final SessionHead EMPTY = new SessionHead(0, Position.START);
}
