package org.dwsaudit.domain.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.modelling.repository.Repository;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.SubmittedEvent;

/**
 * Handles {@link RecordEvents}: loads the session, decides, appends; answers with acknowledgements.
 */
final class RecordEventsHandler implements CommandHandler {

  private static final MessageType RESULT = new MessageType(Acknowledgement.class);

  private final Repository<SessionKey, Session> sessions;
  private final SessionIndex index;
  private final EventStore events;

  RecordEventsHandler(
      Repository<SessionKey, Session> sessions, SessionIndex index, EventStore events) {
    this.sessions = sessions;
    this.index = index;
    this.events = events;
  }

  @Override
  public MessageStream.Single<CommandResultMessage> handle(
      CommandMessage message, ProcessingContext context) {
    if (!(message.payload() instanceof RecordEvents command)) {
      return MessageStream.failed(new IllegalArgumentException("not a RecordEvents command"))
          .cast();
    }
    return MessageStream.fromFuture(
        sessions
            .loadOrCreate(command.session(), context)
            .thenApply(entity -> record(command, entity.entity(), context)));
  }

  private CommandResultMessage record(
      RecordEvents command, Session session, ProcessingContext context) {
    // asked after the session is loaded: what was committed before is in the answer or refused by
    // the log, and what comes after it makes the append fail and be decided again
    RecordingDecision decision = decide(command, session);
    decision.recorded().forEach(event -> SessionHandling.append(events, context, event));
    return new GenericCommandResultMessage(RESULT, new ArrayList<>(decision.acknowledged()));
  }

  private RecordingDecision decide(RecordEvents command, Session session) {
    SessionKey key = command.session();
    Set<EventId> ids = ids(command.events());
    try {
      return RecordingDecision.of(session, command.events(), index.events(key, ids));
    } catch (AuditException refused) {
      if (!index.guardedByLog()) {
        throw refused;
      }
      // what is at hand may be old, and a refusal never comes to the log that would find out
      Session committed = new Session(key, index.committedHead(key).lastSequence());
      return RecordingDecision.of(committed, command.events(), index.committedEvents(key, ids));
    }
  }

  private static Set<EventId> ids(List<SubmittedEvent> events) {
    Set<EventId> ids = new LinkedHashSet<>();
    events.forEach(event -> ids.add(event.event().eventId()));
    return ids;
  }

  static GenericEventMessage message(EventRecorded recorded) {
    AuditEvent event = recorded.event();
    return new GenericEventMessage(
        event.eventId().toString(),
        new MessageType(event.eventType()),
        recorded,
        Map.of(),
        event.timestamp());
  }
}
