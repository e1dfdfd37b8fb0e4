package org.dwsaudit.domain.session;

import java.util.Collection;
import java.util.List;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * What the store keeps at hand so that an append does not read the session again. The answers throw
 * {@code AuditException} with STORE_UNAVAILABLE when the database is out of reach.
 */
public interface SessionIndex {

  /**
   * Whether the log itself refuses, as a conflict, an append whose number is not the session's next
   * or whose id is taken. Then the answers below may be older than the log, a decision needs
   * nothing else, and after a conflict they MUST be up to date about what it was about. Otherwise
   * they MUST include everything committed before the call.
   */
  boolean guardedByLog();

  /** Several sessions are about to be asked for: what is not at hand can be read at once. */
  default void prepare(Collection<SessionKey> keys) {}

  /** Whether {@link #head} and {@link #events} answer without waiting for the database. */
  default boolean isAtHand(SessionKey key, EventId id) {
    return false;
  }

  /** The session's snapshot; {@link SessionHead#EMPTY} where it has not begun. */
  SessionHead head(SessionKey key);

  /** The same, with everything committed before the call, whoever wrote it. */
  SessionHead committedHead(SessionKey key);

  /**
   * The stored events that the session must not repeat: its own with one of these ids, and the
   * tenant's others of late, as far back as the store says.
   */
  List<RecordedEvent> events(SessionKey key, Collection<EventId> ids);

  /** The same, with everything committed before the call, whoever wrote it. */
  default List<RecordedEvent> committedEvents(SessionKey key, Collection<EventId> ids) {
    return events(key, ids);
  }
}
