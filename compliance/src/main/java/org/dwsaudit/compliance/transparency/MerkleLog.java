package org.dwsaudit.compliance.transparency;

import java.util.function.Function;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.merkle.ConsistencyProof;
import org.dwsaudit.schema.merkle.InclusionProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Tile;
import org.dwsaudit.schema.merkle.TiledTree;

/**
 * The Merkle tree over the leaf hashes of all events in commit order, those that expired included.
 * The event at position p is entry p - 1. Safe for use by several threads.
 */
public final class MerkleLog {

  private final DataSource source;
  private final TreeGrowth growth;

  MerkleLog(DataSource source, TreeGrowth growth) {
    this.source = source;
    this.growth = growth;
  }

  /** An event's entry and the proof of its place. */
  public record ProvedEntry(LeafHash entry, InclusionProof proof) {}

  /** Where tree and log end. */
  public TreeLag lag() {
    return TreeTransaction.run(source, (_, tree) -> tree.lag());
  }

  /** Waits until all events are in the tree that were acknowledged before this was called. */
  public void catchUp() {
    growth.catchUp();
  }

  /**
   * Returns when the tree has every event up to a position.
   *
   * @throws AuditException STORE_CORRUPT if it cannot be brought there
   */
  public void awaitUpTo(Position position) {
    if (lag().size() < position.value()) {
      catchUp();
    }
    long size = lag().size();
    if (size < position.value()) {
      throw new AuditException(
          ErrorCode.STORE_CORRUPT,
          "the Merkle log has %d entries (expected: one for position %s)"
              .formatted(size, position));
    }
  }

  /**
   * That the event stands at its position in the tree of a size.
   *
   * @throws AuditException INVALID_ARGUMENT if that tree has not the position, or the log was never
   *     so large
   */
  public ProvedEntry inclusion(Position position, long size) {
    long index = position.value() - 1;
    return read(
        size,
        tree -> {
          if (index < 0 || index >= size) {
            throw new AuditException(
                ErrorCode.INVALID_ARGUMENT,
                "position: %s (expected: one in the tree of %d)".formatted(position, size));
          }
          int place = (int) (index % Tile.WIDTH);
          byte[] entries = tree.entriesOf(index / Tile.WIDTH, place + 1);
          return new ProvedEntry(
              LeafHash.of(MerkleHash.at(entries, place).bytes()),
              new TiledTree(tree, size).inclusion(index));
        });
  }

  /**
   * That the tree of one size is that of an earlier one, grown.
   *
   * @throws AuditException INVALID_ARGUMENT unless the sizes are in order and the log is as large
   */
  public ConsistencyProof consistency(long earlier, long size) {
    return read(
        size,
        tree -> {
          if (earlier < 0 || earlier > size) {
            throw new AuditException(
                ErrorCode.INVALID_ARGUMENT, "from: %d (expected: 0..%d)".formatted(earlier, size));
          }
          return new TiledTree(tree, size).consistency(earlier);
        });
  }

  /** The root of the tree of a size; INVALID_ARGUMENT if the log was never so large. */
  public MerkleHash root(long size) {
    return read(size, tree -> new TiledTree(tree, size).root());
  }

  /**
   * The hashes of a tile, laid end to end, as C2SP tlog-tiles has them.
   *
   * @param width 1 to 256
   * @throws AuditException LOG_TILE_NOT_FOUND if it is not that wide yet
   */
  public byte[] hashes(Tile tile, int width) {
    return tile(tile, width, tree -> tree.hashes(tile, width));
  }

  /** The entries of a tile of level 0, 32 bytes each; else as {@link #hashes}. */
  public byte[] entries(long index, int width) {
    return tile(new Tile(0, index), width, tree -> tree.entriesOf(index, width));
  }

  private byte[] tile(Tile tile, int width, Function<TreeTable, byte[]> reading) {
    byte[] found =
        TreeTransaction.run(
            source,
            (_, tree) -> tile.widthIn(tree.size()) >= width ? reading.apply(tree) : new byte[0]);
    if (found.length < width * MerkleHash.BYTES) {
      throw new AuditException(
          ErrorCode.LOG_TILE_NOT_FOUND,
          "tile %d of level %d, %d wide: not there (expected: a tile of a published checkpoint)"
              .formatted(tile.index(), tile.level(), width));
    }
    return java.util.Arrays.copyOf(found, width * MerkleHash.BYTES);
  }

  private <T> T read(long size, Function<TreeTable, T> reading) {
    return TreeTransaction.run(
        source,
        (_, tree) -> {
          long now = tree.size();
          if (size < 0 || size > now) {
            throw new AuditException(
                ErrorCode.INVALID_ARGUMENT, "size: %d (expected: 0..%d)".formatted(size, now));
          }
          return reading.apply(tree);
        });
  }
}
