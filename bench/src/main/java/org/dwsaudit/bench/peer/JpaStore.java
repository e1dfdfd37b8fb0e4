package org.dwsaudit.bench.peer;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.axonframework.messaging.eventstreaming.Tag;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.schema.event.AuditEvent;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Axon's own storage engine over JPA, with Hibernate: its table as Axon maps it, its inserts in
 * batches. Sessions are its aggregates. Safe for use by several threads.
 */
public final class JpaStore implements AutoCloseable {

  private static final String INSERTS_A_BATCH = "100";

  /** The transaction's on this thread. */
  private static final ThreadLocal<@Nullable EntityManager> CURRENT = new ThreadLocal<>();

  private final EntityManagerFactory factory;
  private final AggregateBasedJpaEventStorageEngine engine;

  /** Makes the engine's table in the database. */
  public JpaStore(DataSource pool) {
    this.factory =
        new HibernatePersistenceConfiguration("bench")
            .managedClass(AggregateEventEntry.class)
            .property("jakarta.persistence.nonJtaDataSource", pool)
            .property("hibernate.hbm2ddl.auto", "create")
            .property("hibernate.jdbc.batch_size", INSERTS_A_BATCH)
            .property("hibernate.order_inserts", "true")
            .createEntityManagerFactory();
    this.engine =
        new AggregateBasedJpaEventStorageEngine(
            this::manager,
            this::begin,
            new DelegatingEventConverter(new JacksonConverter()),
            UnaryOperator.identity());
  }

  /** The engine closes it early; within a transaction it stays until the commit. */
  private EntityManager manager() {
    EntityManager manager = CURRENT.get();
    return manager == null ? factory.createEntityManager() : manager;
  }

  private Transaction begin() {
    EntityManager manager = factory.createEntityManager();
    manager.getTransaction().begin();
    CURRENT.set(manager);
    return new Transaction() {
      @Override
      public void commit() {
        CURRENT.remove();
        manager.getTransaction().commit();
      }

      @Override
      public void rollback() {
        CURRENT.remove();
        manager.getTransaction().rollback();
      }
    };
  }

  /** Appends the events of new sessions and commits; returns when it has. */
  public void append(List<AuditEvent> events) {
    List<TaggedEventMessage<?>> messages =
        events.stream().<TaggedEventMessage<?>>map(JpaStore::tagged).toList();
    engine
        .appendEvents(AppendCondition.none(), null, messages)
        .thenCompose(transaction -> transaction.commit(null))
        .join();
  }

  private static TaggedEventMessage<?> tagged(AuditEvent event) {
    return new GenericTaggedEventMessage<>(
        new GenericEventMessage(
            event.eventId().toString(),
            new MessageType(event.eventType()),
            EventForms.json(event),
            Map.of(),
            event.timestamp()),
        Set.of(new Tag("session", event.sessionId().toString())));
  }

  @Override
  public void close() {
    engine.close();
    factory.close();
  }
}
