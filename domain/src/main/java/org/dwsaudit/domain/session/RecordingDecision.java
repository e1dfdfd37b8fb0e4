package org.dwsaudit.domain.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.error.Violation;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.wire.EventContent;

/**
 * Decides what becomes of the events of one session: which are new and get which number, which are
 * known already, and which contradict what is stored.
 *
 * @param recorded what is to be appended, in order
 * @param acknowledged one an event, in order
 */
record RecordingDecision(List<EventRecorded> recorded, List<Acknowledgement> acknowledged) {

  /**
   * @param stored the events of the tenant that have an id of these, in whatever session
   * @throws AuditException with every violation, when one event or more must be refused
   */
  static RecordingDecision of(
      Session session, List<SubmittedEvent> events, List<RecordedEvent> stored) {
    Draft draft = new Draft(session);
    stored.forEach(event -> draft.known.put(event.event().eventId(), Known.of(event)));
    events.forEach(draft::add);
    if (!draft.violations.isEmpty()) {
      throw AuditException.of(draft.violations);
    }
    return new RecordingDecision(List.copyOf(draft.recorded), List.copyOf(draft.acknowledged));
  }

  private record Known(AuditEvent event, long sequenceNumber) {
    static Known of(RecordedEvent recorded) {
      return new Known(recorded.event(), recorded.sequenceNumber());
    }

    boolean hasContentOf(AuditEvent other) {
      return Arrays.equals(EventContent.contentHash(event), EventContent.contentHash(other));
    }
  }

  private static final class Draft {
    private final SessionKey key;
    private final Map<EventId, Known> known = new HashMap<>();
    private final List<EventRecorded> recorded = new ArrayList<>();
    private final List<Acknowledgement> acknowledged = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private long next;

    Draft(Session session) {
      this.key = session.key();
      this.next = session.nextSequence();
    }

    void add(SubmittedEvent submitted) {
      Known before = known.get(submitted.event().eventId());
      if (before != null) {
        repeat(submitted, before);
      } else {
        record(submitted);
      }
    }

    private void repeat(SubmittedEvent submitted, Known before) {
      AuditEvent event = submitted.event();
      if (!before.hasContentOf(event)) {
        refuse(
            submitted.index(),
            "/event_id",
            Rule.EVENT_ID_CONFLICT,
            "event_id: %s is stored with other content, as number %d of session %s (expected: the same content, or an id of its own)"
                .formatted(event.eventId(), before.sequenceNumber(), before.event().sessionId()));
        return;
      }
      acknowledged.add(
          new Acknowledgement(
              submitted.index(),
              event.eventId(),
              event.sessionId(),
              before.sequenceNumber(),
              true));
    }

    private void record(SubmittedEvent submitted) {
      if (submitted.expectedSequence().orElse(next) != next) {
        refuse(
            submitted.index(),
            "/sequence_number",
            Rule.SEQUENCE_CONFLICT,
            "sequence_number: %d (expected: %d, the next of session %s)"
                .formatted(submitted.expectedSequence().getAsLong(), next, key.session()));
      }
      AuditEvent event = submitted.event();
      known.put(event.eventId(), new Known(event, next));
      recorded.add(new EventRecorded(key.tenant(), event, next));
      acknowledged.add(
          new Acknowledgement(submitted.index(), event.eventId(), event.sessionId(), next, false));
      next++;
    }

    private void refuse(int index, String pointer, Rule rule, String message) {
      violations.add(new Violation(index, pointer, rule, message));
    }
  }
}
