package org.dwsaudit.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.LogTags;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/** An engine over a database of its own, and events to put into it. */
final class Fixture implements AutoCloseable {

  final TestDatabase database = TestDatabase.create();
  final HikariDataSource pool = pool(database.writer());
  final PostgresEventStorageEngine engine = engine(pool);

  static HikariDataSource pool(DataSource source) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(source);
    pool.setMaximumPoolSize(16);
    return pool;
  }

  static PostgresEventStorageEngine engine(DataSource source) {
    return engine(source, Clock.systemUTC());
  }

  static PostgresEventStorageEngine engine(DataSource source, Clock clock) {
    return new PostgresEventStorageEngine(
        source, source, new JacksonConverter(), Taxonomy.standard(), clock);
  }

  static SessionId newSession() {
    return new SessionId(UUID.randomUUID());
  }

  static EventRecorded recorded(SessionId session, long sequence) {
    return recorded(session, sequence, "{\"text\":\"n " + sequence + "\"}");
  }

  /** An event that the database refuses: its worker's name has a NUL in it. */
  static EventRecorded unstorable(SessionId session, long sequence) {
    return recorded(session, sequence, "agent\0", "{}");
  }

  static EventRecorded recorded(SessionId session, long sequence, String payload) {
    return recorded(session, sequence, "agent", payload);
  }

  private static EventRecorded recorded(
      SessionId session, long sequence, String worker, String payload) {
    AuditEvent event =
        new AuditEvent(
            new EventId(UUID.randomUUID()),
            "interaction.question_asked",
            Instant.parse("2026-04-01T10:00:00.123456789Z"),
            session,
            "review",
            "draft",
            worker,
            null,
            "7362a1708d720a4d697d042f21fd8637ea144c3b",
            JsonDocument.ofText("{\"intent_ref\":\"i-1\"}"),
            JsonDocument.ofText(payload),
            Classification.CONFIDENTIAL,
            Map.of("/payload/text", Classification.RESTRICTED));
    return new EventRecorded(TenantId.DEFAULT, event, sequence);
  }

  /** The same event id again, in a session and under a number. */
  static EventRecorded again(EventRecorded stored, SessionId session, long sequence) {
    AuditEvent event = recorded(session, sequence).event();
    return new EventRecorded(
        stored.tenant(),
        new AuditEvent(
            stored.event().eventId(),
            event.eventType(),
            event.timestamp(),
            session,
            event.workflowId(),
            event.phaseId(),
            event.workerId(),
            event.correlationId(),
            event.baseVersion(),
            event.context(),
            event.payload(),
            event.dataClassification(),
            event.fieldClassifications()),
        sequence);
  }

  static TaggedEventMessage<?> tagged(EventRecorded recorded) {
    AuditEvent event = recorded.event();
    return new GenericTaggedEventMessage<>(
        new GenericEventMessage(
            event.eventId().toString(),
            new MessageType(event.eventType()),
            recorded,
            Map.of(),
            event.timestamp()),
        Set.of(
            new Tag(LogTags.TENANT, recorded.tenant().value()),
            new Tag(LogTags.SESSION, event.sessionId().toString())));
  }

  static EventCriteria criteria(SessionId session) {
    return EventCriteria.havingTags(LogTags.TENANT, "default", LogTags.SESSION, session.toString());
  }

  CompletableFuture<Long> append(AppendCondition condition, EventRecorded... events) {
    return append(engine, condition, events);
  }

  static CompletableFuture<Long> append(
      PostgresEventStorageEngine engine, AppendCondition condition, EventRecorded... events) {
    return engine
        .appendEvents(
            condition,
            null,
            Arrays.stream(events).<TaggedEventMessage<?>>map(Fixture::tagged).toList())
        .thenCompose(transaction -> commit(transaction));
  }

  @SuppressWarnings("unchecked")
  private static CompletableFuture<Long> commit(AppendTransaction<?> transaction) {
    return ((AppendTransaction<Long>) transaction).commit(null);
  }

  List<RecordedEvent> session(SessionId session) {
    MessageStream<EventMessage> stream =
        engine.source(SourcingCondition.conditionFor(criteria(session)), null);
    return stream
        .reduce(
            new java.util.ArrayList<RecordedEvent>(),
            (events, entry) -> {
              if (entry.message().payload() instanceof RecordedEvent recorded) {
                events.add(recorded);
              }
              return events;
            })
        .join();
  }

  /** Of how many kinds the partitions' registry says something else than what is there. */
  long miscounted() throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT count(*)
                FROM (SELECT held.name, e.tenant, e.event_type, count(*) AS events,
                             min(e.occurred_at) AS earliest, max(e.occurred_at) AS latest
                      FROM event_log e
                      JOIN log_partition held
                        ON held.retention_class = e.retention_class
                       AND held.month = date_trunc('month', e.recorded_at AT TIME ZONE 'UTC')
                      GROUP BY held.name, e.tenant, e.event_type) found
                FULL JOIN log_partition_kind told
                  ON told.partition = found.name AND told.tenant = found.tenant
                 AND told.event_type = found.event_type
                WHERE (told.events, told.min_occurred_at, told.max_occurred_at)
                      IS DISTINCT FROM (found.events, found.earliest, found.latest)
                """)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() {
    engine.close();
    pool.close();
    database.close();
  }
}
