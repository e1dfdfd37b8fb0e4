package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.SignedNote;

/** Published checkpoints, over one connection. */
final class CheckpointTable {

  private final Connection connection;

  CheckpointTable(Connection connection) {
    this.connection = connection;
  }

  Optional<PublishedCheckpoint> latest() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT size, published_at, note
                FROM checkpoint
                ORDER BY size DESC
                LIMIT 1
                """);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new PublishedCheckpoint(
                  row.getLong(1),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  SignedNote.parse(row.getString(3))))
          : Optional.empty();
    }
  }

  /**
   * A checkpoint as it is kept, believed in nothing.
   *
   * @param isSigned whether one of the log's keys signed it
   */
  record Kept(Checkpoint checkpoint, boolean isSigned) {

    long size() {
      return checkpoint.size();
    }
  }

  /** All that are kept, by size. */
  List<Kept> all(List<CheckpointKey> keys) throws SQLException {
    List<Kept> all = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT note FROM checkpoint ORDER BY size");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        SignedNote note = SignedNote.parse(row.getString(1));
        all.add(
            new Kept(
                Checkpoint.parse(note.text()),
                keys.stream().anyMatch(key -> note.isSignedBy(key.key()))));
      }
    }
    return all;
  }

  /** Keeps a checkpoint; one of the same size under an older key is replaced. */
  void publish(PublishedCheckpoint checkpoint) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM checkpoint WHERE size = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO checkpoint (size, published_at, note) VALUES (?, ?, ?)")) {
      delete.setLong(1, checkpoint.size());
      delete.executeUpdate();
      insert.setLong(1, checkpoint.size());
      insert.setObject(2, checkpoint.publishedAt().atOffset(ZoneOffset.UTC));
      insert.setString(3, checkpoint.note().format());
      insert.executeUpdate();
    }
  }

  /** Of what was published before a moment, leaves the last of each hour. */
  void thinOut(Instant before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM checkpoint c
            WHERE c.published_at < ? AND EXISTS (
                SELECT FROM checkpoint later
                WHERE later.size > c.size AND later.published_at < ?
                  AND date_trunc('hour', later.published_at) = date_trunc('hour', c.published_at))
            """)) {
      delete.setObject(1, before.atOffset(ZoneOffset.UTC));
      delete.setObject(2, before.atOffset(ZoneOffset.UTC));
      delete.executeUpdate();
    }
  }
}
