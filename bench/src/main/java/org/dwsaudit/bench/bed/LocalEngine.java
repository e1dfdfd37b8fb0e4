package org.dwsaudit.bench.bed;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.dwsaudit.app.database.DatabasePools;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.store.postgres.PostgresEventStorageEngine;

/** Our storage engine in this process, over the pools that the server would use. */
public final class LocalEngine implements AutoCloseable {

  private static final int CONNECTIONS = 8;

  private final DatabasePools pools;
  private final PostgresEventStorageEngine engine;

  public LocalEngine(PgDatabase database) {
    this.pools = new DatabasePools(database.source(), CONNECTIONS);
    this.engine =
        new PostgresEventStorageEngine(
            pools.writer(),
            pools.reader(),
            new JacksonConverter(),
            Taxonomy.standard(),
            Clock.systemUTC());
  }

  /** Appends the events of new sessions as one unit; returns when it is committed. */
  public void append(List<AuditEvent> events) {
    Map<SessionId, Long> numbers = new HashMap<>();
    List<TaggedEventMessage<?>> messages = new ArrayList<>(events.size());
    for (AuditEvent event : events) {
      messages.add(EventForms.tagged(event, numbers.merge(event.sessionId(), 1L, Long::sum)));
    }
    engine
        .appendEvents(AppendCondition.none(), null, messages)
        .thenCompose(LocalEngine::commit)
        .join();
  }

  private static <R> CompletableFuture<ConsistencyMarker> commit(AppendTransaction<R> transaction) {
    return transaction.commit(null).thenCompose(result -> transaction.afterCommit(result, null));
  }

  /** Sources a session through Axon's interface; says how many events came. */
  public long source(SessionId session) {
    MessageStream<EventMessage> stream =
        engine.source(
            SourcingCondition.conditionFor(new SessionKey(TenantId.DEFAULT, session).criteria()),
            null);
    return stream
        .reduce(
            0L,
            (count, entry) ->
                entry.message().payload() instanceof RecordedEvent ? count + 1 : count)
        .join();
  }

  @Override
  public void close() {
    engine.close();
    pools.close();
  }
}
