package org.dwsaudit.domain.session;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.Position;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.modelling.repository.ManagedEntity;
import org.axonframework.modelling.repository.Repository;

/**
 * Loads sessions, one unit of work after the other for each, from their snapshot and the events
 * behind it: of a long session nothing is read again. Another server's write in between is noticed:
 * by the append's condition, which sourcing sets, or by the log itself where it guards the index.
 */
final class SessionRepository implements Repository.LifecycleManagement<SessionKey, Session> {

  private static final ResourceKey<
          Map<SessionKey, CompletableFuture<ManagedEntity<SessionKey, Session>>>>
      MANAGED = ResourceKey.withLabel("managedSessions");

  private final EventStore events;
  private final SessionIndex index;
  private final SessionTurns turns = new SessionTurns();

  SessionRepository(EventStore events, SessionIndex index) {
    this.events = events;
    this.index = index;
  }

  @Override
  public Class<Session> entityType() {
    return Session.class;
  }

  @Override
  public Class<SessionKey> idType() {
    return SessionKey.class;
  }

  @Override
  public CompletableFuture<ManagedEntity<SessionKey, Session>> load(
      SessionKey key, ProcessingContext context) {
    return managed(context)
        .computeIfAbsent(key, k -> turns.await(k, context).thenCompose(turn -> source(k, context)));
  }

  @Override
  public CompletableFuture<ManagedEntity<SessionKey, Session>> loadOrCreate(
      SessionKey key, ProcessingContext context) {
    return load(key, context);
  }

  @Override
  public ManagedEntity<SessionKey, Session> persist(
      SessionKey key, Session session, ProcessingContext context) {
    return attach(new ManagedSession(session), context);
  }

  @Override
  public ManagedEntity<SessionKey, Session> attach(
      ManagedEntity<SessionKey, Session> entity, ProcessingContext context) {
    managed(context).put(entity.identifier(), CompletableFuture.completedFuture(entity));
    return follow(entity, context);
  }

  private CompletableFuture<ManagedEntity<SessionKey, Session>> source(
      SessionKey key, ProcessingContext context) {
    SessionHead head = index.head(key);
    if (index.guardedByLog()) {
      // numbers and ids are all that a decision rests on, and the log checks them as it appends
      Session session = new Session(key, head.lastSequence());
      return CompletableFuture.completedFuture(follow(new ManagedSession(session), context));
    }
    return events
        .transaction(context)
        .source(SourcingCondition.conditionFor(behind(head), key.criteria()))
        .reduce(
            new Session(key, head.lastSequence()),
            (session, entry) -> session.evolve(StoredPayload.of(entry.message())))
        .thenApply(session -> follow(new ManagedSession(session), context));
  }

  private static Position behind(SessionHead head) {
    return head.lastSequence() == 0
        ? Position.START
        : new GlobalIndexConsistencyMarker(head.lastPosition().value()).position();
  }

  private ManagedEntity<SessionKey, Session> follow(
      ManagedEntity<SessionKey, Session> entity, ProcessingContext context) {
    events
        .transaction(context)
        .onAppend(message -> entity.applyStateChange(s -> s.evolve(StoredPayload.of(message))));
    return entity;
  }

  private static Map<SessionKey, CompletableFuture<ManagedEntity<SessionKey, Session>>> managed(
      ProcessingContext context) {
    return context.computeResourceIfAbsent(MANAGED, ConcurrentHashMap::new);
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("events", events);
  }

  private static final class ManagedSession implements ManagedEntity<SessionKey, Session> {

    private final AtomicReference<Session> state;

    ManagedSession(Session session) {
      this.state = new AtomicReference<>(session);
    }

    @Override
    public SessionKey identifier() {
      return entity().key();
    }

    @Override
    public Session entity() {
      return state.get();
    }

    @Override
    public Session applyStateChange(UnaryOperator<Session> change) {
      return state.updateAndGet(change);
    }
  }
}
