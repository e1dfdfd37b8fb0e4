package org.dwsaudit.compliance.transparency;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Tile;
import org.dwsaudit.schema.merkle.TileWriter;

/** The tree's right edge in memory, while nobody else grows it. Used by one thread. */
final class GrowingTree {

  private final TileWriter tiles;

  /** The entries of the last tile of level 0, with room for all that it will have. */
  private final byte[] entries;

  private GrowingTree(TileWriter tiles, byte[] entries) {
    this.tiles = tiles;
    this.entries = entries;
  }

  static GrowingTree resume(TreeTable table, long size) throws SQLException {
    int width = (int) (size % Tile.WIDTH);
    byte[] stored = width == 0 ? new byte[0] : table.entries(size / Tile.WIDTH, width);
    return new GrowingTree(
        TileWriter.resume(table, size), Arrays.copyOf(stored, Tile.WIDTH * MerkleHash.BYTES));
  }

  long size() {
    return tiles.size();
  }

  /** Adds entries, and gives the tiles that have changed as they are to be stored. */
  Map<Tile, byte[]> append(List<byte[]> added) {
    Map<Tile, byte[]> changed = new HashMap<>();
    for (byte[] entry : added) {
      int place = (int) (size() % Tile.WIDTH);
      System.arraycopy(entry, 0, entries, place * MerkleHash.BYTES, MerkleHash.BYTES);
      if (place == Tile.WIDTH - 1) {
        changed.put(new Tile(0, size() / Tile.WIDTH), entries.clone());
      }
      tiles.append(MerkleHash.ofEntry(entry));
    }
    int width = (int) (size() % Tile.WIDTH);
    if (width > 0) {
      changed.put(
          new Tile(0, size() / Tile.WIDTH), Arrays.copyOf(entries, width * MerkleHash.BYTES));
    }
    tiles
        .takeChanged()
        .forEach(
            (tile, hashes) -> {
              if (tile.level() > 0) {
                changed.put(tile, hashes);
              }
            });
    return changed;
  }
}
