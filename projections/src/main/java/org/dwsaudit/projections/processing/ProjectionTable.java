package org.dwsaudit.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.dwsaudit.projections.view.View;
import org.jspecify.annotations.Nullable;

/** The views' generations, and the servers that work on them. */
final class ProjectionTable {

  private static final int DELETED_ROWS = 10_000;

  private final DataSource source;

  ProjectionTable(DataSource source) {
    this.source = source;
  }

  /** A view's row. */
  record Generations(
      String view, int current, @Nullable Integer building, @Nullable Integer stale) {}

  /** Sees to it that each view has a row. */
  void ensure(List<View> views) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO projection (view)
                SELECT name FROM unnest(?::text[]) AS name
                ON CONFLICT DO NOTHING
                """)) {
      insert.setArray(
          1, connection.createArrayOf("text", views.stream().map(View::name).toArray()));
      insert.executeUpdate();
    }
  }

  List<Generations> generations() throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT view, generation, building, stale FROM projection ORDER BY view");
        ResultSet row = select.executeQuery()) {
      List<Generations> all = new ArrayList<>();
      while (row.next()) {
        all.add(
            new Generations(
                row.getString(1),
                row.getInt(2),
                row.getObject(3, Integer.class),
                row.getObject(4, Integer.class)));
      }
      return all;
    }
  }

  /** This server is there, and how many are. */
  int seen(String server, Duration patience) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement upsert =
            connection.prepareStatement(
                """
                WITH me AS (
                    INSERT INTO projection_server (server, seen_at) VALUES (?, clock_timestamp())
                    ON CONFLICT (server) DO UPDATE SET seen_at = excluded.seen_at
                    RETURNING server),
                gone AS (
                    DELETE FROM projection_server
                    WHERE seen_at < clock_timestamp() - interval '1 day')
                SELECT 1 + count(*)
                FROM projection_server
                WHERE server <> (SELECT server FROM me)
                  AND seen_at >= clock_timestamp() - ? * interval '1 millisecond'
                """)) {
      upsert.setString(1, server);
      upsert.setLong(2, patience.toMillis());
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  void gone(String server) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM projection_server WHERE server = ?")) {
      delete.setString(1, server);
      delete.executeUpdate();
    }
  }

  /** False if one is under way, or has not been tidied up behind. */
  boolean beginRebuild(String view) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                """
                UPDATE projection
                SET building = generation + 1, rebuild_started_at = clock_timestamp()
                WHERE view = ? AND building IS NULL AND stale IS NULL
                """)) {
      update.setString(1, view);
      return update.executeUpdate() == 1;
    }
  }

  /**
   * Lets the rebuilt generation take the place of the current one if it is as far in every segment.
   * The current one's tokens are locked first, so that it does not go on meanwhile; without its
   * token no batch of it is stored afterwards.
   */
  boolean swap(Generations view) throws SQLException {
    if (view.building() == null) {
      return false;
    }
    String current = ViewProcessors.name(view.view(), view.current());
    String building = ViewProcessors.name(view.view(), view.building());
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean swapped =
            isBuilding(connection, view)
                && hasCaughtUp(tokens(connection, current), tokens(connection, building));
        if (swapped) {
          swap(connection, view, current);
          connection.commit();
        } else {
          connection.rollback();
        }
        return swapped;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static boolean isBuilding(Connection connection, Generations view) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT FROM projection WHERE view = ? AND generation = ? AND building = ? FOR"
                + " UPDATE")) {
      select.setString(1, view.view());
      select.setInt(2, view.current());
      select.setObject(3, view.building());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static Map<Integer, Long> tokens(Connection connection, String processor)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT segment, position FROM projection_token
            WHERE processor = ? ORDER BY segment
            FOR UPDATE
            """)) {
      select.setString(1, processor);
      Map<Integer, Long> positions = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          positions.put(row.getInt(1), row.getLong(2));
        }
      }
      return positions;
    }
  }

  private static boolean hasCaughtUp(Map<Integer, Long> current, Map<Integer, Long> building) {
    return !building.isEmpty()
        && current.entrySet().stream()
            .allMatch(
                token ->
                    Optional.ofNullable(building.get(token.getKey()))
                        .filter(position -> position >= token.getValue())
                        .isPresent());
  }

  private static void swap(Connection connection, Generations view, String current)
      throws SQLException {
    try (PreparedStatement update =
            connection.prepareStatement(
                """
                UPDATE projection
                SET generation = building, building = NULL, stale = generation,
                    rebuilt_at = clock_timestamp()
                WHERE view = ?
                """);
        PreparedStatement retire =
            connection.prepareStatement("DELETE FROM projection_token WHERE processor = ?");
        PreparedStatement forget =
            connection.prepareStatement(
                "DELETE FROM projection_parked WHERE view = ? AND generation <= ?")) {
      update.setString(1, view.view());
      update.executeUpdate();
      retire.setString(1, current);
      retire.executeUpdate();
      forget.setString(1, view.view());
      forget.setInt(2, view.current());
      forget.executeUpdate();
    }
  }

  /** Deletes rows that no reader sees any more, a bounded number; the rest next time. */
  void tidy(View view, Generations generations) throws SQLException {
    try (Connection connection = source.getConnection()) {
      for (String deletion : view.deletions()) {
        try (PreparedStatement delete = connection.prepareStatement(deletion)) {
          delete.setInt(1, generations.current());
          delete.setInt(2, DELETED_ROWS);
          if (delete.executeUpdate() == DELETED_ROWS) {
            return;
          }
        }
      }
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE projection SET stale = NULL WHERE view = ? AND stale = ?")) {
        update.setString(1, view.name());
        update.setObject(2, generations.stale());
        update.executeUpdate();
      }
    }
  }
}
