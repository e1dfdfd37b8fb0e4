package org.dwsaudit.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.bench.bed.LogFiller;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.bench.report.Goal;
import org.dwsaudit.bench.report.Result;

/**
 * How long a retention run takes to expire a month of events, receipt included, beside dropping
 * tables of the same rows and indexes by hand, once before it and once behind it.
 */
public final class DropMonth implements Measure {

  private static final String DATABASE = "expiry";
  private static final int UNIT = 1_000;
  private static final int TEMPLATE_EVENTS = 20_000;
  private static final int YEARS_AHEAD = 20;

  /**
   * As if all had been recorded two months ago: only a month that is over can be dropped. What the
   * partitions hold is counted when the log is filled.
   */
  private static final List<String> TWO_MONTHS_BACK =
      List.of(
          "SELECT create_log_partitions(now() - interval '2 months')",
          """
          UPDATE event_log SET recorded_at = recorded_at - interval '2 months',
                               occurred_at = occurred_at - interval '2 months'
          WHERE retention_class > 0
          """,
          """
          UPDATE session_head SET first_recorded_at = first_recorded_at - interval '2 months',
                                  last_recorded_at = last_recorded_at - interval '2 months'
          """,
          """
          UPDATE log_partition SET first_position = NULL, last_position = NULL,
              min_clock = NULL, max_clock = NULL, max_recorded_at = NULL
          """);

  /** The month's two partitions once more. */
  private static final String COPY =
      """
      DO $$
      DECLARE
          held record;
      BEGIN
          FOR held IN SELECT * FROM log_partition WHERE last_position IS NOT NULL LOOP
              EXECUTE format('CREATE TABLE %1$s_%%s (LIKE %%I INCLUDING ALL)',
                             held.retention_class, held.name);
              EXECUTE format('INSERT INTO %1$s_%%s SELECT * FROM %%I',
                             held.retention_class, held.name);
          END LOOP;
      END
      $$
      """;

  private static final String DROP = "DROP TABLE %1$s_1, %1$s_2";

  @Override
  public String name() {
    return "drop-month";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(2, 1.2);
  }

  @Override
  public Result measure(Stage stage) throws Exception {
    int events = stage.scale().expiringEvents();
    try (Stage.Served served = stage.serve(DATABASE);
        ServerClient http = new ServerClient(served.server().uri())) {
      EventSource source = stage.events();
      for (int i = 0; i < Math.min(events, TEMPLATE_EVENTS); i += UNIT) {
        served.client().append(EventForms.request(source.next(UNIT)));
      }
      PgDatabase database = served.database();
      for (String statement : TWO_MONTHS_BACK) {
        database.execute(statement);
      }
      new LogFiller(database).fillTo(events, n -> stage.tell(name() + ": " + n + " events"));
      database.execute(COPY.formatted("before"));
      database.execute(COPY.formatted("after"));
      database.execute("CHECKPOINT");
      // by hand before and behind ours: who comes later pays for what the disk still has to do
      double before = seconds(() -> database.execute(DROP.formatted("before")));
      JsonNode[] receipt = new JsonNode[1];
      double ours = seconds(() -> receipt[0] = http.post("/v1/retention/runs", allOfIt()));
      double after = seconds(() -> database.execute(DROP.formatted("after")));
      return Result.of(
          name(),
          "s",
          ours,
          (before + after) / 2,
          goal(),
          Map.of(
              "events",
              events,
              "expired",
              receipt[0].path("expired").asLong(),
              "by_hand_before",
              before,
              "by_hand_after",
              after));
    } finally {
      stage.bed().drop(DATABASE);
    }
  }

  /** As if every period were over. */
  private static JsonNode allOfIt() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("as_of", Instant.now().plus(YEARS_AHEAD * 365L, ChronoUnit.DAYS).toString());
  }

  private static double seconds(Rounds.Work work) throws Exception {
    return 1 / Rounds.perSecond(1, work);
  }
}
