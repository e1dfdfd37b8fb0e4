package org.dwsaudit.schema.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Grows a tree that is kept in tiles: takes hashes of leaves and says which tiles they changed. Not
 * safe for use by several threads.
 */
public final class TileWriter {

  /** The last tile of each level, with room for all its hashes. */
  private final List<byte[]> edge = new ArrayList<>();

  private final Map<Tile, byte[]> changed = new LinkedHashMap<>();
  private long size;

  private TileWriter(long size) {
    this.size = size;
  }

  /** Goes on with a tree of which the tiles at the right edge can be read. */
  public static TileWriter resume(TileSource tiles, long size) {
    TileWriter writer = new TileWriter(size);
    for (int level = 0; size >>> (Tile.HEIGHT * level) > 0; level++) {
      long hashes = size >>> (Tile.HEIGHT * level);
      int width = (int) (hashes % Tile.WIDTH);
      byte[] room = new byte[Tile.WIDTH * MerkleHash.BYTES];
      if (width > 0) {
        byte[] read = tiles.hashes(new Tile(level, hashes / Tile.WIDTH), width);
        System.arraycopy(read, 0, room, 0, width * MerkleHash.BYTES);
      }
      writer.edge.add(room);
    }
    return writer;
  }

  public long size() {
    return size;
  }

  public void append(MerkleHash leaf) {
    MerkleHash hash = leaf;
    long place = size;
    for (int level = 0; ; level++) {
      if (edge.size() == level) {
        edge.add(new byte[Tile.WIDTH * MerkleHash.BYTES]);
      }
      byte[] hashes = edge.get(level);
      int at = (int) (place % Tile.WIDTH);
      hash.copyTo(hashes, at);
      Tile tile = new Tile(level, place / Tile.WIDTH);
      changed.put(tile, hashes);
      if (at < Tile.WIDTH - 1) {
        break;
      }
      changed.put(tile, hashes.clone());
      hash = rootOf(hashes);
      place /= Tile.WIDTH;
    }
    size++;
  }

  private static MerkleHash rootOf(byte[] full) {
    CompactRange range = new CompactRange();
    for (int i = 0; i < Tile.WIDTH; i++) {
      range.append(MerkleHash.at(full, i));
    }
    return range.root();
  }

  /** The tiles that were changed since the last call, with all hashes that they have now. */
  public Map<Tile, byte[]> takeChanged() {
    Map<Tile, byte[]> taken = new LinkedHashMap<>();
    changed.forEach(
        (tile, hashes) ->
            taken.put(tile, Arrays.copyOf(hashes, tile.widthIn(size) * MerkleHash.BYTES)));
    changed.clear();
    return taken;
  }
}
