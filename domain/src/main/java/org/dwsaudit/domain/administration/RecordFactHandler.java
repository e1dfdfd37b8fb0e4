package org.dwsaudit.domain.administration;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.modelling.repository.ManagedEntity;
import org.axonframework.modelling.repository.Repository;
import org.dwsaudit.domain.session.Session;
import org.dwsaudit.domain.session.SessionHandling;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.domain.session.StoredPayload;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.administration.FactJson;
import org.dwsaudit.schema.administration.FactTag;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.LogTags;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/** Handles {@link RecordFact}: checks the fact against those about the same thing, appends it. */
public final class RecordFactHandler implements CommandHandler {

  private static final MessageType RESULT = new MessageType(AdministrativeFact.class);

  private final Repository<SessionKey, Session> sessions;
  private final EventStore events;
  private final Clock clock;

  public RecordFactHandler(
      Repository<SessionKey, Session> sessions, EventStore events, Clock clock) {
    this.sessions = sessions;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public MessageStream.Single<CommandResultMessage> handle(
      CommandMessage message, ProcessingContext context) {
    if (!(message.payload() instanceof RecordFact command)) {
      return MessageStream.failed(new IllegalArgumentException("not a RecordFact command")).cast();
    }
    SessionKey system = new SessionKey(command.tenant(), SessionId.SYSTEM);
    return MessageStream.fromFuture(
        sessions
            .loadOrCreate(system, context)
            .thenCompose(
                stream ->
                    factsBefore(command, context)
                        .thenApply(before -> record(command, stream, before, context))));
  }

  private CompletableFuture<List<AdministrativeFact>> factsBefore(
      RecordFact command, ProcessingContext context) {
    return events
        .transaction(context)
        .source(SourcingCondition.conditionFor(about(command.tenant(), command.fact().tag())))
        .reduce(
            new ArrayList<>(),
            (facts, entry) -> {
              facts.add(FactJson.fromEvent(StoredPayload.of(entry.message()).event()));
              return facts;
            });
  }

  private static EventCriteria about(TenantId tenant, FactTag tag) {
    return EventCriteria.havingTags(LogTags.TENANT, tenant.value(), tag.key(), tag.value());
  }

  private CommandResultMessage record(
      RecordFact command,
      ManagedEntity<SessionKey, Session> stream,
      List<AdministrativeFact> before,
      ProcessingContext context) {
    FactRules.check(command.fact(), before);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SessionHandling.append(
        events,
        context,
        new EventRecorded(
            command.tenant(),
            FactJson.toEvent(command.fact(), new EventId(UUID.randomUUID()), now),
            stream.entity().lastSequence() + 1));
    return new GenericCommandResultMessage(RESULT, command.fact());
  }
}
