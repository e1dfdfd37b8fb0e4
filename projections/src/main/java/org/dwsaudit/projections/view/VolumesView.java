package org.dwsaudit.projections.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/** {@code volumes}: how many events of each type there were on each day. */
final class VolumesView implements View {

  @Override
  public String name() {
    return "volumes";
  }

  @Override
  public List<String> filters() {
    return List.of("category", "event_type", "day");
  }

  @Override
  public ViewBatch batch() {
    return new Batch();
  }

  @Override
  public String page() {
    return """
    SELECT row_id, day, category, event_type, events
    FROM volumes_view
    WHERE generation = (SELECT generation FROM projection WHERE view = ?)
      AND tenant = ? AND row_id > ?
      AND (?::text IS NULL OR category = ?)
      AND (?::text IS NULL OR event_type = ?)
      AND (?::text IS NULL OR day::text = ?)
    ORDER BY row_id
    LIMIT ?
    """;
  }

  @Override
  public List<String> deletions() {
    return List.of(
        """
        DELETE FROM volumes_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM volumes_view WHERE generation < ? LIMIT ?))
        """);
  }

  private static final class Row {
    final ViewKey key;
    final LocalDate day;
    long events;

    Row(ViewKey key, LocalDate day) {
      this.key = key;
      this.day = day;
    }
  }

  private static final class Batch implements ViewBatch {

    private final Map<ViewKey, Row> rows = new TreeMap<>();

    @Override
    public void add(RecordedEvent recorded, AuditEvent shown) {
      AuditEvent event = recorded.event();
      LocalDate day = Upsert.day(event.timestamp());
      ViewKey key = new ViewKey(recorded.tenant().value(), event.eventType(), day.toString());
      rows.computeIfAbsent(key, k -> new Row(k, day)).events++;
    }

    @Override
    public void write(Connection connection, int generation) throws SQLException {
      if (rows.isEmpty()) {
        return;
      }
      try (PreparedStatement upsert =
          connection.prepareStatement(
              """
              INSERT INTO volumes_view AS v (generation, tenant, event_type, day, category, events)
              SELECT ?, r.*
              FROM unnest(?::text[], ?::text[], ?::date[], ?::text[], ?::bigint[])
                  AS r (tenant, event_type, day, category, events)
              ON CONFLICT (generation, tenant, event_type, day) DO UPDATE
              SET events = v.events + excluded.events
              """)) {
        new Upsert<>(upsert, generation, rows.values())
            .text(row -> row.key.tenant())
            .text(row -> row.key.first())
            .day(row -> row.day)
            .text(row -> Taxonomy.categoryOf(row.key.first()))
            .number(row -> row.events);
        upsert.executeUpdate();
      }
    }
  }
}
