package org.dwsaudit.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the engine takes beside PostgreSQL itself, in one run on one machine: prepared inserts and
 * COPY into the same tables. Not a test: run {@code main}, against a server that {@code
 * DWS_AUDIT_TEST_DATABASE_URL} names, with fsync on.
 */
final class StoreFigures {

  private static final int CALLERS = 64;
  private static final int ROUNDS = 3;
  private static final String TEXT = "the contract names a party that is not in the register; ";

  private final TestDatabase ours = TestDatabase.create();
  private final TestDatabase theirs = TestDatabase.create();
  private final HikariDataSource pool = pool(ours, 8);
  private final HikariDataSource plain = pool(theirs, CALLERS);
  private final PostgresEventStorageEngine engine = Fixture.engine(pool);
  private final AtomicLong position = new AtomicLong();

  public static void main(String[] arguments) throws Exception {
    StoreFigures figures = new StoreFigures();
    figures.run(arguments.length == 0 ? "all" : arguments[0]);
    System.exit(0);
  }

  private void run(String what) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      if (what.equals("all") || what.equals("one")) {
        compare(
            "one caller, p50 µs",
            medianMicros(4_000, this::insertOne),
            medianMicros(4_000, this::appendOne));
      }
      if (what.equals("all") || what.equals("many")) {
        compare("64 callers, events/s", many(this::insertOne), many(this::appendOne));
      }
      if (what.equals("all") || what.equals("bulk")) {
        compare("bulk, events/s", copyIn(60_000), bulk(60));
      }
      if (what.equals("all") || what.equals("replay")) {
        replay();
      }
    }
  }

  private static void compare(String what, double theirs, double ours) {
    System.out.printf(
        "%-24s PostgreSQL %,10.0f   engine %,10.0f   ratio %.2f%n",
        what, theirs, ours, ours / theirs);
  }

  private static HikariDataSource pool(TestDatabase database, int size) {
    PGSimpleDataSource writer = (PGSimpleDataSource) database.writer();
    writer.setOptions(writer.getOptions() + " -c jit=off");
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(writer);
    pool.setMaximumPoolSize(size);
    return pool;
  }

  private double medianMicros(int times, Sequence one) throws Exception {
    SessionId session = Fixture.newSession();
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      one.next(session, i + 1);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[times / 2] / 1_000.0;
  }

  private double many(Sequence one) throws Exception {
    int each = 500;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        SessionId session = Fixture.newSession();
        work.add(
            () -> {
              for (int n = 1; n <= each; n++) {
                one.next(session, n);
              }
              return null;
            });
      }
      for (Future<Void> done : callers.invokeAll(work)) {
        done.get();
      }
      return CALLERS * each / seconds(start);
    }
  }

  private interface Sequence {
    void next(SessionId session, long number)
        throws SQLException, InterruptedException, ExecutionException;
  }

  private void appendOne(SessionId session, long number)
      throws InterruptedException, ExecutionException {
    Fixture.append(engine, AppendCondition.none(), event(session, number)).get();
  }

  private void insertOne(SessionId session, long number) throws SQLException {
    try (Connection connection = plain.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO event_log (
                    position, sequence_number, occurred_at, recorded_at, occurred_nanos,
                    retention_class, data_classification, session_id, event_id, tenant, event_type,
                    leaf_hash, secret, workflow_id, phase_id, worker_id, base_version, context,
                    payload)
                VALUES (?, ?, ?, ?, 0, 1, 1, ?, ?, 'default', 'interaction.question_asked', ?, ?,
                    'review', 'draft', 'agent', ?, ?, ?)
                """)) {
      Instant now = SqlTime.micros(Instant.now());
      insert.setLong(1, position.incrementAndGet());
      insert.setLong(2, number);
      insert.setObject(3, SqlTime.utc(now));
      insert.setObject(4, SqlTime.utc(now));
      insert.setObject(5, session.value());
      insert.setObject(6, UUID.randomUUID());
      insert.setBytes(7, new byte[32]);
      insert.setBytes(8, new byte[32]);
      insert.setString(9, "7362a1708d720a4d697d042f21fd8637ea144c3b");
      insert.setString(10, "{\"intent_ref\":\"i-1\"}");
      insert.setString(11, payload(number));
      insert.executeUpdate();
    }
  }

  private double copyIn(int events) throws Exception {
    StringBuilder text = new StringBuilder();
    Instant now = SqlTime.micros(Instant.now());
    for (int batch = 0; batch < events / 1_000; batch++) {
      UUID session = UUID.randomUUID();
      for (int n = 1; n <= 1_000; n++) {
        text.append(position.incrementAndGet())
            .append('\t')
            .append(n)
            .append('\t')
            .append(now)
            .append('\t')
            .append(now)
            .append("\t0\t1\t1\t")
            .append(session)
            .append('\t')
            .append(UUID.randomUUID())
            .append("\tdefault\tinteraction.question_asked\t\\\\x")
            .append("00".repeat(32))
            .append("\t\\\\x")
            .append("00".repeat(32))
            .append("\treview\tdraft\tagent\t7362a1708d720a4d697d042f21fd8637ea144c3b\t")
            .append("{\"intent_ref\":\"i-1\"}\t")
            .append(payload(n))
            .append('\n');
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try (Connection connection = plain.getConnection()) {
      long start = System.nanoTime();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              """
              COPY event_log (position, sequence_number, occurred_at, recorded_at, occurred_nanos,
                  retention_class, data_classification, session_id, event_id, tenant, event_type,
                  leaf_hash, secret, workflow_id, phase_id, worker_id, base_version, context, payload)
              FROM STDIN
              """,
              new java.io.ByteArrayInputStream(bytes));
      return events / seconds(start);
    }
  }

  private double bulk(int batches) throws Exception {
    int callers = 4;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      long start = System.nanoTime();
      List<Future<?>> done = new ArrayList<>();
      for (int c = 0; c < callers; c++) {
        done.add(
            threads.submit(
                () -> {
                  for (int b = 0; b < batches / callers; b++) {
                    SessionId session = Fixture.newSession();
                    EventRecorded[] events = new EventRecorded[1_000];
                    for (int n = 0; n < events.length; n++) {
                      events[n] = event(session, n + 1);
                    }
                    Fixture.append(engine, AppendCondition.none(), events).join();
                  }
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
      return batches * 1_000 / seconds(start);
    }
  }

  private void replay() throws Exception {
    SessionId session = Fixture.newSession();
    for (int b = 0; b < 10; b++) {
      EventRecorded[] events = new EventRecorded[1_000];
      for (int n = 0; n < events.length; n++) {
        events[n] = event(session, b * 1_000 + n + 1);
      }
      Fixture.append(engine, AppendCondition.none(), events).join();
    }
    double[] out = new double[5];
    double[] back = new double[5];
    for (int i = 0; i < 5; i++) {
      out[i] = copyOut(session);
      long start = System.nanoTime();
      int[] count = new int[1];
      engine
          .source(
              org.axonframework.eventsourcing.eventstore.SourcingCondition.conditionFor(
                  Fixture.criteria(session)),
              null)
          .reduce(
              count,
              (c, entry) -> {
                c[0]++;
                return c;
              })
          .join();
      back[i] = (count[0] - 1) / seconds(start);
    }
    Arrays.sort(out);
    Arrays.sort(back);
    compare("replay 10,000, events/s", out[2], back[2]);
  }

  private double copyOut(SessionId session) throws Exception {
    try (Connection connection = pool.getConnection()) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      OutputStream sink = new ByteArrayOutputStream(10_000_000);
      long start = System.nanoTime();
      long rows =
          copy.copyOut(
              "COPY (SELECT * FROM event_log WHERE tenant = 'default' AND session_id = '"
                  + session
                  + "' ORDER BY sequence_number) TO STDOUT",
              sink);
      return rows / seconds(start);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String payload(long number) {
    return "{\"question\":\""
        + TEXT.repeat(5)
        + "\",\"number\":"
        + number
        + ",\"options\":[\"yes\",\"no\"]}";
  }

  private static EventRecorded event(SessionId session, long number) {
    return new EventRecorded(
        TenantId.DEFAULT,
        new AuditEvent(
            new EventId(UUID.randomUUID()),
            "interaction.question_asked",
            Instant.now(),
            session,
            "review",
            "draft",
            "agent",
            null,
            "7362a1708d720a4d697d042f21fd8637ea144c3b",
            JsonDocument.ofText("{\"intent_ref\":\"i-1\"}"),
            JsonDocument.ofText(payload(number)),
            Classification.INTERNAL,
            Map.of()),
        number);
  }
}
