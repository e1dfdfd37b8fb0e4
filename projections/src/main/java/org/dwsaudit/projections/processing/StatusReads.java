package org.dwsaudit.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.projections.processing.ProjectionStatus.ParkedEvent;
import org.dwsaudit.projections.processing.ProjectionStatus.Rebuild;
import org.dwsaudit.schema.event.Position;
import org.jspecify.annotations.Nullable;

/** The statements behind {@link ProjectionStatus}. */
final class StatusReads {

  private StatusReads() {}

  static List<ProjectionStatus> all(Connection connection) throws SQLException {
    List<ProjectionStatus> all = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT p.view, p.generation, p.building, p.rebuild_started_at, p.rebuilt_at,
                       head.last_position AS head, clock_timestamp() AS now,
                       coalesce(live.position, 0) AS position,
                       coalesce(live.owners, '{}') AS owners,
                       coalesce(next.position, 0) AS rebuilt,
                       (SELECT count(*) FROM projection_parked AS parked
                        WHERE parked.view = p.view AND parked.generation = p.generation) AS parked
                FROM projection AS p
                CROSS JOIN log_head AS head
                LEFT JOIN LATERAL (
                    SELECT min(position) AS position,
                           array_agg(DISTINCT split_part(owner, '.', 1)) FILTER (WHERE owner IS NOT NULL) AS owners
                    FROM projection_token
                    WHERE processor = p.view || '/' || p.generation) AS live ON true
                LEFT JOIN LATERAL (
                    SELECT avg(position)::bigint AS position
                    FROM projection_token
                    WHERE processor = p.view || '/' || p.building) AS next ON true
                ORDER BY p.view
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(status(connection, row));
      }
    }
    return all;
  }

  private static ProjectionStatus status(Connection connection, ResultSet row) throws SQLException {
    String view = row.getString("view");
    int generation = row.getInt("generation");
    long position = row.getLong("position");
    long head = row.getLong("head");
    long parked = row.getLong("parked");
    Instant now = row.getObject("now", OffsetDateTime.class).toInstant();
    OffsetDateTime rebuilt = row.getObject("rebuilt_at", OffsetDateTime.class);
    return new ProjectionStatus(
        view,
        generation,
        position,
        head,
        position < head ? secondsBehind(connection, position, now) : 0,
        parked,
        parked > 0 ? parked(connection, view, generation) : List.of(),
        List.of((String[]) row.getArray("owners").getArray()),
        rebuild(row, head, now),
        rebuilt == null ? null : rebuilt.toInstant());
  }

  private static @Nullable Rebuild rebuild(ResultSet row, long head, Instant now)
      throws SQLException {
    Integer building = row.getObject("building", Integer.class);
    if (building == null) {
      return null;
    }
    long events = row.getLong("rebuilt");
    Instant started = row.getObject("rebuild_started_at", OffsetDateTime.class).toInstant();
    double spent = Math.max(1, Duration.between(started, now).toMillis());
    Instant end =
        events == 0 ? null : now.plusMillis((long) (spent / events * Math.max(0, head - events)));
    return new Rebuild(building, events, started, end);
  }

  private static double secondsBehind(Connection connection, long position, Instant now)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT recorded_at FROM event_log WHERE position > ? ORDER BY position LIMIT 1
            """)) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Math.max(
                0,
                Duration.between(row.getObject(1, OffsetDateTime.class).toInstant(), now).toMillis()
                    / 1000.0)
            : 0;
      }
    }
  }

  private static List<ParkedEvent> parked(Connection connection, String view, int generation)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, tenant, session_id, event_id, event_type, error, parked_at
            FROM projection_parked
            WHERE view = ? AND generation = ?
            ORDER BY position DESC
            LIMIT ?
            """)) {
      select.setString(1, view);
      select.setInt(2, generation);
      select.setInt(3, ProjectionStatus.PARKED_MAX);
      List<ParkedEvent> events = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(
              new ParkedEvent(
                  new Position(row.getLong(1)).toString(),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getObject(7, OffsetDateTime.class).toInstant()));
        }
      }
      return events;
    }
  }
}
