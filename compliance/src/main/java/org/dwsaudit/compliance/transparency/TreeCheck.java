package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.merkle.CompactRange;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Tile;
import org.dwsaudit.schema.merkle.TileWriter;
import org.dwsaudit.schema.note.Checkpoint;

/**
 * Checks the stored Merkle log from its first entry to its last: that each event that is there is
 * the entry of its position, that no more are gone than have expired, that all tiles follow from
 * the entries, and that every checkpoint that was kept, in the database or elsewhere, is that of
 * this log and signed by one of its keys. Reads alone, in memory that does not grow, beside a
 * running server.
 */
public final class TreeCheck {

  private static final int ROWS_A_FETCH = 4_096;
  private static final byte[] NOTHING = new byte[MerkleHash.BYTES];

  private final DataSource source;
  private final Optional<Checkpoint> kept;

  /**
   * @param source connections of any role that may read the log
   * @param kept a checkpoint that was kept elsewhere
   */
  public TreeCheck(DataSource source, Optional<Checkpoint> kept) {
    this.source = source;
    this.kept = kept;
  }

  /**
   * What was found.
   *
   * @param entries that the tree has
   * @param checkpoints that hold
   * @param fault the first thing wrong, in words; empty if there is none
   */
  public record Report(long entries, long checkpoints, Optional<String> fault) {

    public boolean holds() {
      return fault.isEmpty();
    }
  }

  /**
   * Checks all of it, as it is at one moment.
   *
   * @param progress is told how many entries were gone through
   * @throws AuditException if the database is out of reach
   */
  public Report check(LongConsumer progress) {
    try (Connection connection = source.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        return new Walk(connection, progress).run();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /** One way through. */
  private final class Walk {
    private final Connection connection;
    private final LongConsumer progress;
    private final TreeTable table;
    private final TileWriter tree;
    private final CompactRange range = new CompactRange();
    private final KnownCheckpoints checkpoints;
    private long gone;

    Walk(Connection connection, LongConsumer progress) throws SQLException {
      this.connection = connection;
      this.progress = progress;
      this.table = new TreeTable(connection);
      this.tree = TileWriter.resume(table, 0);
      this.checkpoints = new KnownCheckpoints(connection, kept);
    }

    Report run() throws SQLException {
      try {
        long size = table.size();
        checkpoints.passed(tree.size(), range::root);
        try (PreparedStatement events = events(size);
            ResultSet event = events.executeQuery()) {
          boolean more = event.next();
          while (tree.size() < size) {
            more = tile(size, event, more);
            progress.accept(tree.size());
          }
          if (more) {
            throw new TreeFaultException(
                "the event at %s is there twice".formatted(new Position(event.getLong(1))));
          }
        }
        checkpoints.end(size);
        requireExpired();
        return new Report(tree.size(), checkpoints.held(), Optional.empty());
      } catch (TreeFaultException e) {
        return new Report(
            tree.size(), checkpoints.held(), Optional.of(String.valueOf(e.getMessage())));
      }
    }

    /**
     * Events that are entries and not there any more are as many as are recorded to have expired.
     */
    private void requireExpired() throws SQLException {
      try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT (SELECT coalesce(sum(events), 0) FROM expired_range)
                       + (SELECT coalesce(sum(events), 0) FROM expired_partition)
                  """);
          ResultSet row = select.executeQuery()) {
        row.next();
        long expired = row.getLong(1);
        if (gone > expired) {
          throw new TreeFaultException(
              "%,d events are gone, and %,d have expired".formatted(gone, expired));
        }
      }
    }

    private PreparedStatement events(long size) throws SQLException {
      PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT position, leaf_hash
              FROM event_log
              WHERE position <= ?
              ORDER BY position
              """);
      select.setFetchSize(ROWS_A_FETCH);
      select.setLong(1, size);
      return select;
    }

    /** The next tile of entries; whether events are left. */
    private boolean tile(long size, ResultSet event, boolean before) throws SQLException {
      boolean more = before;
      Tile tile = new Tile(0, tree.size() / Tile.WIDTH);
      int width = tile.widthIn(size);
      byte[] entries = stored(tile, width);
      for (int place = 0; place < width; place++) {
        MerkleHash entry = MerkleHash.at(entries, place);
        long position = tree.size() + 1;
        if (more && event.getLong(1) == position) {
          byte[] own = event.getBytes(2);
          if (!Arrays.equals(entry.bytes(), own == null ? NOTHING : own)) {
            throw new TreeFaultException(
                "the event at %s is not the one that the log was grown with"
                    .formatted(new Position(position)));
          }
          more = event.next();
        } else if (!Arrays.equals(entry.bytes(), NOTHING)) {
          gone++;
        }
        MerkleHash leaf = MerkleHash.ofEntry(entry.bytes());
        tree.append(leaf);
        range.append(leaf);
        checkpoints.passed(tree.size(), range::root);
      }
      compareTiles();
      return more;
    }

    private byte[] stored(Tile tile, int width) {
      try {
        return table.entriesOf(tile.index(), width);
      } catch (AuditException e) {
        throw new TreeFaultException(String.valueOf(e.getMessage()));
      }
    }

    /** Tiles above the entries are what follows from them. */
    private void compareTiles() {
      tree.takeChanged()
          .forEach(
              (tile, hashes) -> {
                if (tile.level() > 0 && !isStored(tile, hashes)) {
                  throw new TreeFaultException(
                      "tile %d of level %d does not follow from the entries below it"
                          .formatted(tile.index(), tile.level()));
                }
              });
    }

    private boolean isStored(Tile tile, byte[] hashes) {
      byte[] stored = stored(tile, hashes);
      return Arrays.equals(Arrays.copyOf(stored, hashes.length), hashes);
    }

    private byte[] stored(Tile tile, byte[] expected) {
      try {
        return table.hashes(tile, expected.length / MerkleHash.BYTES);
      } catch (AuditException e) {
        throw new TreeFaultException(String.valueOf(e.getMessage()));
      }
    }
  }
}
