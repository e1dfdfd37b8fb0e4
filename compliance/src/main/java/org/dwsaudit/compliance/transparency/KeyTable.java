package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;
import org.jspecify.annotations.Nullable;

/** The log's public keys, over one connection. */
final class KeyTable {

  private final Connection connection;

  KeyTable(Connection connection) {
    this.connection = connection;
  }

  /** In the order of their succession; the last one is in force. */
  List<CheckpointKey> all() throws SQLException {
    List<CheckpointKey> keys = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT public_key, since, succession FROM checkpoint_key ORDER BY ordinal");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.add(
            new CheckpointKey(
                NoteVerifier.parse(row.getString(1)),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                note(row.getString(3))));
      }
    }
    return keys;
  }

  private static @Nullable SignedNote note(@Nullable String text) {
    return text == null ? null : SignedNote.parse(text);
  }

  void add(CheckpointKey key) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO checkpoint_key (ordinal, public_key, since, succession)
            SELECT count(*), ?, ?, ? FROM checkpoint_key
            """)) {
      insert.setString(1, key.key().text());
      insert.setObject(2, key.since().atOffset(ZoneOffset.UTC));
      insert.setString(3, key.succession().map(SignedNote::format).orElse(null));
      insert.executeUpdate();
    }
  }
}
