package org.dwsaudit.projections.processing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.projections.view.View;
import org.dwsaudit.projections.view.ViewBatch;
import org.dwsaudit.projections.view.Views;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.store.postgres.PostgresEventStorageEngine;

/** A log, and servers that keep views of it. */
final class ViewFixture implements AutoCloseable {

  static final Projections.Timing QUICK =
      new Projections.Timing(
          Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(1_500));

  /** A generation that no processor ever reaches. */
  private static final int FOLDED = 1_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private static final Map<String, String> CONTENTS =
      Map.of(
          "sessions_view",
              "SELECT (to_jsonb(t) - 'row_id' - 'generation')::text FROM sessions_view t WHERE"
                  + " generation = ? ORDER BY 1",
          "session_costs_view",
              "SELECT (to_jsonb(t) - 'generation')::text FROM session_costs_view t WHERE generation"
                  + " = ? ORDER BY 1",
          "workers_view",
              "SELECT (to_jsonb(t) - 'row_id' - 'generation')::text FROM workers_view t WHERE"
                  + " generation = ? ORDER BY 1",
          "volumes_view",
              "SELECT (to_jsonb(t) - 'row_id' - 'generation')::text FROM volumes_view t WHERE"
                  + " generation = ? ORDER BY 1",
          "counts_view",
              "SELECT (to_jsonb(t) - 'row_id' - 'generation')::text FROM counts_view t WHERE"
                  + " generation = ? ORDER BY 1",
          "open_items_view",
              "SELECT (to_jsonb(t) - 'row_id' - 'generation')::text FROM open_items_view t WHERE"
                  + " generation = ? ORDER BY 1",
          "verifications_view",
              "SELECT (to_jsonb(t) - 'row_id' - 'generation')::text FROM verifications_view t WHERE"
                  + " generation = ? ORDER BY 1",
          "tools_view",
              "SELECT (to_jsonb(t) - 'row_id' - 'generation')::text FROM tools_view t WHERE"
                  + " generation = ? ORDER BY 1");

  final LogFixture log = new LogFixture();
  final List<RecordedEvent> recorded = new ArrayList<>();
  private final HikariDataSource pool = pool();
  private final PostgresEventStorageEngine engine =
      new PostgresEventStorageEngine(
          pool, pool, new JacksonConverter(), Taxonomy.standard(), Clock.systemUTC());
  private final List<Projections> servers = new ArrayList<>();

  private HikariDataSource pool() {
    HikariDataSource source = new HikariDataSource();
    source.setDataSource(log.writer());
    source.setMaximumPoolSize(20);
    source.setMinimumIdle(0);
    return source;
  }

  Projections server() {
    return server(Views.all());
  }

  Projections server(List<View> views) {
    Projections server =
        Projections.start(new EngineLog(engine), pool, pool, Histories::shown, views, QUICK);
    servers.add(server);
    return server;
  }

  /** Ends every connection of the servers, in the middle of whatever they do. */
  void killConnections() {
    log.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND application_name = 'views'
        """);
  }

  void awaitCaughtUp(Projections server) {
    await(
        () -> {
          List<ProjectionStatus> all = server.status();
          return all.size() == Views.all().size()
              && all.stream().allMatch(s -> s.eventsBehind() == 0 && s.rebuild() == null);
        });
  }

  /** Asks again and again, each time of the database, until it holds. */
  static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (org.dwsaudit.schema.error.AuditException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not in time");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** What the views hold now, table by table. */
  Map<String, List<String>> contents(int generation) {
    Map<String, List<String>> contents = new java.util.TreeMap<>();
    CONTENTS.forEach((table, sql) -> contents.put(table, rows(sql, generation)));
    return contents;
  }

  /** What a fold of these events gives, one event after the other. */
  Map<String, List<String>> folded(List<RecordedEvent> events) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      for (View view : Views.all()) {
        for (RecordedEvent event : events) {
          ViewBatch batch = view.batch();
          batch.add(event, Histories.shown(event).event());
          batch.write(connection, FOLDED);
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      Map<String, List<String>> contents = contents(FOLDED);
      for (String table : CONTENTS.keySet()) {
        log.execute("DELETE FROM " + table + " WHERE generation = " + FOLDED);
      }
      return contents;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> rows(String sql, int generation) {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, generation);
      List<String> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(row.getString(1));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String sql) {
    try (Connection connection = pool.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    servers.forEach(Projections::close);
    engine.close();
    pool.close();
    log.close();
  }

  /** The engine's stream, as the server hands it on. */
  private record EngineLog(PostgresEventStorageEngine engine) implements StreamableEventSource {

    @Override
    public MessageStream<EventMessage> open(
        StreamingCondition condition, ProcessingContext context) {
      return engine.stream(condition, context);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(ProcessingContext context) {
      return engine.firstToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(ProcessingContext context) {
      return engine.latestToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, ProcessingContext context) {
      return engine.tokenAt(at, context);
    }
  }
}
