package org.dwsaudit.domain.session;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.modelling.repository.Repository;
import org.dwsaudit.schema.event.EventRecorded;

/** The parts of this package that the domain's wiring puts together. */
public final class SessionHandling {

  private SessionHandling() {}

  /** Sessions, one unit of work after the other for each; several sessions at once. */
  public static Repository<SessionKey, Session> repository(EventStore events, SessionIndex index) {
    return new SessionRepository(events, index);
  }

  /** Handles {@link RecordEvents}. */
  public static CommandHandler recordEvents(
      Repository<SessionKey, Session> sessions, SessionIndex index, EventStore events) {
    return new RecordEventsHandler(sessions, index, events);
  }

  /** Appends a decided event in the unit of work. */
  public static void append(EventStore events, ProcessingContext context, EventRecorded recorded) {
    events.transaction(context).appendEvent(RecordEventsHandler.message(recorded));
  }
}
