package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Tile;
import org.dwsaudit.schema.merkle.TileSource;

/** The tree's tables, over one connection. */
final class TreeTable implements TileSource {

  /** An advisory lock's name: whoever grows the tree or signs for it has it. */
  private static final long LOCK = 0x6477_735f_6d65_726bL;

  private final Connection connection;

  TreeTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the tree for this transaction, if nobody has it.
   *
   * @return whether it did
   */
  boolean tryLock() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
      select.setLong(1, LOCK);
      return single(select).getBoolean(1);
    }
  }

  /** Takes the tree for this transaction, waiting as long as the connection waits for locks. */
  void lock() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      select.setLong(1, LOCK);
      single(select);
    }
  }

  private static ResultSet single(PreparedStatement select) throws SQLException {
    ResultSet row = select.executeQuery();
    row.next();
    return row;
  }

  /**
   * Names the log, unless it has a name.
   *
   * @return its name
   */
  String name(String origin) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO merkle_log (origin, size) VALUES (?, 0) ON CONFLICT DO NOTHING")) {
      insert.setString(1, origin);
      insert.executeUpdate();
    }
    return origin();
  }

  String origin() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT origin FROM merkle_log")) {
      return single(select).getString(1);
    }
  }

  long size() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT size FROM merkle_log")) {
      return single(select).getLong(1);
    }
  }

  /** The tree's size, and where the log ends. */
  TreeLag lag() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT m.size, h.last_position FROM merkle_log m CROSS JOIN log_head h")) {
      ResultSet row = single(select);
      return new TreeLag(row.getLong(1), row.getLong(2));
    }
  }

  /** The entries of a place in level 0, laid end to end. */
  byte[] entries(long index, int width) throws SQLException {
    return read(new Tile(0, index), width);
  }

  /** As {@link #entries}, where no SQLException may go. */
  byte[] entriesOf(long index, int width) {
    try {
      return entries(index, width);
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  @Override
  public byte[] hashes(Tile tile, int width) {
    try {
      byte[] stored = read(tile, width);
      return tile.level() == 0 ? leaves(stored, width) : stored;
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /** The tree's hashes of entries that are laid end to end. */
  private static byte[] leaves(byte[] entries, int width) {
    byte[] hashes = new byte[width * MerkleHash.BYTES];
    for (int i = 0; i < width; i++) {
      byte[] leaf = MerkleHash.ofEntry(MerkleHash.at(entries, i).bytes()).bytes();
      System.arraycopy(leaf, 0, hashes, i * MerkleHash.BYTES, MerkleHash.BYTES);
    }
    return hashes;
  }

  private byte[] read(Tile tile, int width) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT hashes FROM merkle_tile WHERE level = ? AND index = ?")) {
      select.setInt(1, tile.level());
      select.setLong(2, tile.index());
      try (ResultSet row = select.executeQuery()) {
        byte[] hashes = row.next() ? row.getBytes(1) : new byte[0];
        if (hashes.length < width * MerkleHash.BYTES) {
          throw new AuditException(
              ErrorCode.STORE_CORRUPT,
              "tile %d of level %d: %d bytes (expected: %d or more)"
                  .formatted(tile.index(), tile.level(), hashes.length, width * MerkleHash.BYTES));
        }
        return hashes;
      }
    }
  }

  void write(Map<Tile, byte[]> tiles, long size) throws SQLException {
    try (PreparedStatement upsert =
            connection.prepareStatement(
                """
                INSERT INTO merkle_tile (level, index, hashes) VALUES (?, ?, ?)
                ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes
                """);
        PreparedStatement grow = connection.prepareStatement("UPDATE merkle_log SET size = ?")) {
      for (Map.Entry<Tile, byte[]> tile : tiles.entrySet()) {
        upsert.setInt(1, tile.getKey().level());
        upsert.setLong(2, tile.getKey().index());
        upsert.setBytes(3, tile.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
      grow.setLong(1, size);
      grow.executeUpdate();
    }
  }
}
