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
 * How long a retention run takes to expire a month of events, receipt included, beside dropping a
 * table of the same rows and indexes by hand.
 */
public final class DropMonth implements Measure {

  private static final String DATABASE = "expiry";
  private static final int UNIT = 1_000;
  private static final int TEMPLATE_EVENTS = 20_000;
  private static final int YEARS_AHEAD = 20;
  private static final String LARGEST_PARTITION =
      """
      SELECT oid::regclass FROM pg_class
      WHERE relkind = 'r' AND (oid = 'event_log'::regclass
        OR oid IN (SELECT relid FROM pg_partition_tree('event_log')))
      ORDER BY pg_relation_size(oid) DESC LIMIT 1
      """;

  /** As if all had been recorded two months ago: only a month that is over can be dropped. */
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
          INSERT INTO log_partition_kind (partition, tenant, event_type)
          SELECT DISTINCT held.name, event.tenant, event.event_type
          FROM event_log AS event
          JOIN log_partition AS held ON held.retention_class = event.retention_class
            AND held.month = date_trunc('month', event.recorded_at AT TIME ZONE 'UTC')::date
          ON CONFLICT DO NOTHING
          """,
          """
          UPDATE log_partition SET events = 0, first_position = NULL, last_position = NULL,
              min_clock = NULL, max_clock = NULL, max_recorded_at = NULL
          """,
          """
          DELETE FROM log_partition_kind
          WHERE partition IN (
              SELECT name FROM log_partition WHERE month = date_trunc('month', now())::date)
          """);

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
      String month = database.text(LARGEST_PARTITION);
      database.execute("CREATE TABLE by_hand (LIKE %s INCLUDING ALL)".formatted(month));
      database.execute("INSERT INTO by_hand SELECT * FROM " + month);
      database.execute("CHECKPOINT");
      double peer = seconds(() -> database.execute("DROP TABLE by_hand"));
      JsonNode[] receipt = new JsonNode[1];
      double ours = seconds(() -> receipt[0] = http.post("/v1/retention/runs", allOfIt()));
      return Result.of(
          name(),
          "s",
          ours,
          peer,
          goal(),
          Map.of("events", events, "expired", receipt[0].path("expired").asLong()));
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
