package org.dwsaudit.bench.micro;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.domain.AuditDomain;
import org.dwsaudit.domain.session.RecordingOutcome;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The domain with everything that Axon adds to it, over Axon's engine in memory: what is left when
 * the disk costs nothing. Sessions of forty events, a command each; a fresh domain every time, for
 * that engine looks through all it has.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DomainBenchmark {

  static final int SESSIONS = 50;
  static final int EVENTS = SESSIONS * EventSource.EVENTS_PER_SESSION;

  private final EventSource events = new EventSource(1);
  private final List<List<SubmittedEvent>> sessions = new ArrayList<>();
  private AuditDomain domain = domain();

  private static AuditDomain domain() {
    return AuditDomain.start(new InMemoryEventStorageEngine(), new EmptyIndex(), Clock.systemUTC());
  }

  @Setup(Level.Iteration)
  public void fresh() {
    domain.close();
    domain = domain();
    sessions.clear();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(EventForms.submitted(events.session(EventSource.EVENTS_PER_SESSION)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long record() {
    long accepted = 0;
    for (List<SubmittedEvent> session : sessions) {
      RecordingOutcome outcome = domain.events().record(TenantId.DEFAULT, session).join();
      accepted += outcome.accepted();
    }
    return accepted;
  }

  @TearDown
  public void close() {
    domain.close();
  }
}
