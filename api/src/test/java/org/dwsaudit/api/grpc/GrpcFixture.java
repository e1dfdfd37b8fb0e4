package org.dwsaudit.api.grpc;

import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.server.Server;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.domain.AuditDomain;
import org.dwsaudit.domain.session.EventRecorder;
import org.dwsaudit.domain.session.SessionHead;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;

/**
 * A server over the domain with its events in memory: what is read from a database is not there.
 */
final class GrpcFixture implements AutoCloseable {

  final AtomicBoolean ready = new AtomicBoolean(true);
  final Limits limits;
  private final InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine();
  private final AuditDomain domain = AuditDomain.start(engine, new Index(), Clock.systemUTC());
  private final Server server;
  private int forgotten;

  GrpcFixture() {
    this(Limits.DEFAULT);
  }

  GrpcFixture(Limits limits) {
    this.limits = limits;
    this.server =
        Server.builder()
            .http(0)
            .gracefulShutdownTimeoutMillis(0, 0)
            .maxRequestLength(limits.requestBytesMax())
            .service(new GrpcApi(services(), new Principals(), ready::get).service())
            .build();
    server.start().join();
  }

  EventReader reader() {
    return new EventReader(Taxonomy.standard(), EventSchemas.standard(), limits);
  }

  EventRecorder recorder() {
    return domain.events();
  }

  private AuditServices services() {
    return new AuditServices(
        Taxonomy.standard(),
        EventSchemas.standard(),
        limits,
        reader(),
        domain.events(),
        (tenant, fact) -> domain.facts().record(tenant, fact).join(),
        null,
        null,
        null,
        null,
        null,
        domain.replay(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  <T> T client(Class<T> stub) {
    return GrpcClients.newClient("gproto+h2c://127.0.0.1:" + server.activeLocalPort(), stub);
  }

  /** What is stored by now is not counted any more. */
  void forget() {
    forgotten = all().size();
  }

  List<EventRecorded> stored() {
    return all().stream().skip(forgotten).toList();
  }

  private List<EventRecorded> all() {
    return engine
        .source(SourcingCondition.conditionFor(EventCriteria.havingAnyTag()), null)
        .reduce(
            new ArrayList<EventRecorded>(),
            (events, entry) -> {
              if (entry.message().payload() instanceof EventRecorded recorded) {
                events.add(recorded);
              }
              return events;
            })
        .join();
  }

  @Override
  public void close() {
    server.stop().join();
    domain.close();
  }

  /** No snapshots: every session is sourced whole. */
  private final class Index implements SessionIndex {
    @Override
    public boolean guardedByLog() {
      return false;
    }

    @Override
    public SessionHead committedHead(SessionKey key) {
      return head(key);
    }

    @Override
    public SessionHead head(SessionKey key) {
      return SessionHead.EMPTY;
    }

    @Override
    public List<RecordedEvent> events(SessionKey key, Collection<EventId> ids) {
      return all().stream()
          .filter(e -> ids.contains(e.event().eventId()))
          .map(
              e ->
                  new RecordedEvent(
                      key.tenant(), e.event(), e.sequenceNumber(), Position.START, Instant.EPOCH))
          .toList();
    }
  }
}
