package org.dwsaudit.domain.replay;

import java.util.List;
import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;

/**
 * Folds a session's events into the state that they tell of. The same events, point and disclosure
 * always give an equal state.
 *
 * <p>Its calls block: they read the session from its beginning to the point asked for, page by
 * page. What they hold is bounded however long the session is. Safe for use by several threads.
 */
public final class SessionReplay {

  private final SessionStream stream;
  private final SessionIndex index;

  public SessionReplay(EventStorageEngine engine, SessionIndex index) {
    this.stream = new SessionStream(engine);
    this.index = index;
  }

  /**
   * The session's state at a point.
   *
   * @param disclosure makes of each event what the principal may see of it, before it is folded:
   *     nothing that it withholds can reach the state. It MUST keep the event's envelope, and is
   *     called once for an event
   * @throws AuditException SESSION_NOT_FOUND for a session that the principal's tenant does not
   *     have, and for the system stream; INVALID_ARGUMENT for a sequence number behind the
   *     session's last; what reading the store fails with
   */
  public SessionState state(
      Principal principal,
      SessionId session,
      ReplayPoint at,
      UnaryOperator<RecordedEvent> disclosure) {
    return states(principal, session, List.of(at), disclosure).getFirst();
  }

  /**
   * What is different at another point, before or behind the first. Both states come from one
   * reading of the session.
   *
   * @throws AuditException as {@link #state} does
   */
  public StateDiff diff(
      Principal principal,
      SessionId session,
      ReplayPoint from,
      ReplayPoint to,
      UnaryOperator<RecordedEvent> disclosure) {
    List<SessionState> states = states(principal, session, List.of(from, to), disclosure);
    return StateDiff.between(states.getFirst(), states.getLast());
  }

  private List<SessionState> states(
      Principal principal,
      SessionId session,
      List<ReplayPoint> points,
      UnaryOperator<RecordedEvent> disclosure) {
    if (session.isSystem()) {
      throw notFound(session);
    }
    SessionKey key = new SessionKey(principal.tenant(), session);
    long upTo = points.stream().mapToLong(ReplayPoint::lastIncluded).max().orElse(0);
    List<StateFold> folds =
        points.stream().map(at -> new StateFold(session, at, Bounds.DEFAULT)).toList();
    // asked first: events that come in between are read, and those that have expired are known of
    long[] last = {index.committedHead(key).lastSequence()};
    stream.read(
        key,
        recorded -> {
          last[0] = Math.max(last[0], recorded.sequenceNumber());
          RecordedEvent disclosed = disclosure.apply(recorded);
          folds.forEach(fold -> fold.fold(disclosed));
          return recorded.sequenceNumber() < upTo;
        });
    if (last[0] == 0) {
      throw notFound(session);
    }
    points.forEach(at -> refuseBehind(at, last[0]));
    return folds.stream().map(fold -> fold.state(last[0])).toList();
  }

  private static void refuseBehind(ReplayPoint at, long last) {
    if (at instanceof ReplayPoint.AtSequence(long number) && number > last) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT, "at: %d (expected: 0..%d)".formatted(number, last));
    }
  }

  private static AuditException notFound(SessionId session) {
    return new AuditException(
        ErrorCode.SESSION_NOT_FOUND, "session %s is not there".formatted(session));
  }
}
