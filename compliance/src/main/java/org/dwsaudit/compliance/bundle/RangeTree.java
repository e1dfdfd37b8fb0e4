package org.dwsaudit.compliance.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.merkle.InclusionProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Tile;
import org.dwsaudit.schema.merkle.TileSource;
import org.dwsaudit.schema.merkle.TileWriter;
import org.dwsaudit.schema.merkle.TiledTree;

/**
 * The Merkle tree over the ranges that a run removed, under the root that its receipt has. Keeps
 * what is above the leaves in memory, a hash for 256 ranges, and reads leaves again when asked.
 */
final class RangeTree implements TileSource {

  private final BundleReads reads;
  private final UUID run;
  private final Map<Tile, byte[]> upper = new HashMap<>();
  private final TiledTree tree;

  /**
   * @param ranges how many the receipt says there are
   */
  RangeTree(BundleReads reads, UUID run, long ranges) {
    this.reads = reads;
    this.run = run;
    TileWriter writer = TileWriter.resume(this, 0);
    for (long from = 0; from < ranges; from += Tile.WIDTH) {
      rows(from).forEach(range -> writer.append(range.leaf()));
      writer.takeChanged().forEach(this::keep);
    }
    this.tree = new TiledTree(this, ranges);
  }

  private List<ExpiredRangeEntry> rows(long from) {
    return reads.rangesOfRun(run, from, from + Tile.WIDTH);
  }

  private void keep(Tile tile, byte[] hashes) {
    if (tile.level() > 0) {
      upper.put(tile, hashes);
    }
  }

  @Override
  public byte[] hashes(Tile tile, int width) {
    if (tile.level() > 0) {
      return upper.getOrDefault(tile, new byte[0]);
    }
    List<ExpiredRangeEntry> rows = rows(tile.index() * Tile.WIDTH);
    byte[] hashes = new byte[rows.size() * MerkleHash.BYTES];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(
          rows.get(i).leaf().bytes(), 0, hashes, i * MerkleHash.BYTES, MerkleHash.BYTES);
    }
    return hashes;
  }

  InclusionProof inclusion(long ordinal) {
    return tree.inclusion(ordinal);
  }
}
