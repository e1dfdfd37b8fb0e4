package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.integrity.LeafHash;

/** Reads {@code session_head}. */
final class StreamHeadReads {

  private StreamHeadReads() {}

  /** The heads of those streams that have begun. */
  static Map<StreamKey, StreamHead> heads(Connection connection, Collection<StreamKey> streams)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT head.tenant, head.session_id, head.last_sequence, head.last_position,
                   head.last_leaf, head.first_recorded_at, head.last_recorded_at
            FROM unnest(?::text[], ?::uuid[]) AS wanted (tenant, session_id)
            JOIN session_head AS head
              ON head.tenant = wanted.tenant AND head.session_id = wanted.session_id
            """)) {
      new ArrayArguments(select, 1)
          .texts(streams, StreamKey::tenant)
          .others("uuid", streams, StreamKey::sessionId);
      Map<StreamKey, StreamHead> heads = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          heads.put(new StreamKey(rows.getString(1), rows.getObject(2, UUID.class)), head(rows));
        }
      }
      return heads;
    }
  }

  private static StreamHead head(ResultSet row) throws SQLException {
    byte[] leaf = row.getBytes(5);
    return new StreamHead(
        row.getLong(3),
        row.getLong(4),
        leaf == null ? LeafHash.NONE : LeafHash.of(leaf),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getObject(7, OffsetDateTime.class).toInstant());
  }
}
