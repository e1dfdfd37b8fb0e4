package org.dwsaudit.projections.view;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** {@code tools}: how often each tool was called on each day, and how long its answers took. */
final class ToolsView implements View {

  /** Classes of latency: under 1 ms, under 2 ms, under 4 ms … under 2^22 ms, longer. */
  private static final int CLASSES = 24;

  /** A tool whose name the event does not say, or not to everybody. */
  private static final String UNNAMED = "";

  @Override
  public String name() {
    return "tools";
  }

  @Override
  public List<String> filters() {
    return List.of("tool", "day");
  }

  @Override
  public ViewBatch batch() {
    return new Batch();
  }

  @Override
  public String page() {
    return """
    SELECT row_id, nullif(tool, '') AS tool, day, calls, returns, errors, timed, total_ms,
           max_ms, latency
    FROM tools_view
    WHERE generation = (SELECT generation FROM projection WHERE view = ?)
      AND tenant = ? AND row_id > ?
      AND (?::text IS NULL OR tool = ?)
      AND (?::text IS NULL OR day::text = ?)
    ORDER BY row_id
    LIMIT ?
    """;
  }

  @Override
  public List<String> deletions() {
    return List.of(
        """
        DELETE FROM tools_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM tools_view WHERE generation < ? LIMIT ?))
        """);
  }

  private static final class Row {
    final ViewKey key;
    final LocalDate day;
    final long[] latency = new long[CLASSES];
    long calls;
    long returns;
    long errors;
    long timed;
    BigDecimal totalMs = BigDecimal.ZERO;
    BigDecimal maxMs = BigDecimal.ZERO;

    Row(ViewKey key, LocalDate day) {
      this.key = key;
      this.day = day;
    }

    void returned(boolean error, @Nullable BigDecimal ms) {
      returns++;
      errors += error ? 1 : 0;
      if (ms != null && ms.signum() >= 0) {
        timed++;
        totalMs = totalMs.add(ms);
        maxMs = maxMs.max(ms);
        latency[latencyClass(ms)]++;
      }
    }

    private static int latencyClass(BigDecimal ms) {
      return Math.min(ms.toBigInteger().bitLength(), CLASSES - 1);
    }

    String latencyText() {
      return Arrays.stream(latency)
          .mapToObj(Long::toString)
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  private static final class Batch implements ViewBatch {

    private final Map<ViewKey, Row> rows = new TreeMap<>();

    @Override
    public void add(RecordedEvent recorded, AuditEvent shown) {
      AuditEvent event = recorded.event();
      switch (event.eventType()) {
        case "skill.tool_called" -> row(recorded, new Said(event, shown)).calls++;
        case "skill.tool_returned" -> {
          Said said = new Said(event, shown);
          boolean error = said.isTrue("is_error") || said.has("error");
          BigDecimal ms = said.number("duration_ms");
          row(recorded, said).returned(error, ms);
        }
        default -> {}
      }
    }

    private Row row(RecordedEvent recorded, Said said) {
      String tool = said.name("tool");
      LocalDate day = Upsert.day(recorded.event().timestamp());
      ViewKey key =
          new ViewKey(recorded.tenant().value(), tool == null ? UNNAMED : tool, day.toString());
      return rows.computeIfAbsent(key, k -> new Row(k, day));
    }

    @Override
    public void write(Connection connection, int generation) throws SQLException {
      if (rows.isEmpty()) {
        return;
      }
      try (PreparedStatement upsert =
          connection.prepareStatement(
              """
              INSERT INTO tools_view AS v (
                  generation, tenant, tool, day, calls, returns, errors, timed, total_ms, max_ms,
                  latency)
              SELECT ?, r.tenant, r.tool, r.day, r.calls, r.returns, r.errors, r.timed, r.total_ms,
                     r.max_ms, r.latency::bigint[]
              FROM unnest(?::text[], ?::text[], ?::date[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::numeric[], ?::numeric[], ?::text[])
                  AS r (tenant, tool, day, calls, returns, errors, timed, total_ms, max_ms, latency)
              ON CONFLICT (generation, tenant, tool, day) DO UPDATE
              SET calls = v.calls + excluded.calls,
                  returns = v.returns + excluded.returns,
                  errors = v.errors + excluded.errors,
                  timed = v.timed + excluded.timed,
                  total_ms = v.total_ms + excluded.total_ms,
                  max_ms = greatest(v.max_ms, excluded.max_ms),
                  latency = ARRAY(
                      SELECT a + b
                      FROM unnest(v.latency, excluded.latency) WITH ORDINALITY AS s (a, b, n)
                      ORDER BY n)
              """)) {
        new Upsert<>(upsert, generation, rows.values())
            .text(row -> row.key.tenant())
            .text(row -> row.key.first())
            .day(row -> row.day)
            .number(row -> row.calls)
            .number(row -> row.returns)
            .number(row -> row.errors)
            .number(row -> row.timed)
            .decimal(row -> row.totalMs)
            .decimal(row -> row.maxMs)
            .text(Row::latencyText);
        upsert.executeUpdate();
      }
    }
  }
}
