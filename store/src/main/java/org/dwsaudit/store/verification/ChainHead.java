package org.dwsaudit.store.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** A session as its head describes it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChainHead(
    SessionId session,
    long firstPosition,
    long lastSequence,
    byte @Nullable [] lastLeaf,
    Instant begun,
    Instant ended) {

  /** The next sessions in the order of their first event. */
  static List<ChainHead> page(Connection connection, TenantId tenant, long after, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT session_id, first_position, last_sequence, last_leaf, first_recorded_at,
                   last_recorded_at
            FROM session_head
            WHERE tenant = ? AND first_position > ?
              AND session_id <> 'ffffffff-ffff-ffff-ffff-ffffffffffff'
            ORDER BY first_position
            LIMIT ?
            """)) {
      select.setString(1, tenant.value());
      select.setLong(2, after);
      select.setInt(3, limit);
      return read(select);
    }
  }

  /** One session's, none if it has none any more. */
  static List<ChainHead> of(Connection connection, TenantId tenant, SessionId session)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT session_id, first_position, last_sequence, last_leaf, first_recorded_at,
                   last_recorded_at
            FROM session_head
            WHERE tenant = ? AND session_id = ?
            """)) {
      select.setString(1, tenant.value());
      select.setObject(2, session.value());
      return read(select);
    }
  }

  private static List<ChainHead> read(PreparedStatement select) throws SQLException {
    List<ChainHead> heads = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        heads.add(
            new ChainHead(
                new SessionId(row.getObject(1, UUID.class)),
                row.getLong(2),
                row.getLong(3),
                row.getBytes(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getObject(6, OffsetDateTime.class).toInstant()));
      }
    }
    return heads;
  }

  boolean endsWith(@Nullable LeafHash last) {
    return last == null || Arrays.equals(last.bytes(), lastLeaf);
  }
}
