package org.dwsaudit.schema.merkle;

import java.util.HashMap;
import java.util.Map;

/** Tiles in memory. */
final class KeptTiles implements TileSource {

  private final Map<Tile, byte[]> tiles = new HashMap<>();

  void put(Map<Tile, byte[]> changed) {
    tiles.putAll(changed);
  }

  @Override
  public byte[] hashes(Tile tile, int width) {
    byte[] hashes = tiles.get(tile);
    if (hashes == null || hashes.length < width * MerkleHash.BYTES) {
      throw new AssertionError("asked for a tile that there is not: " + tile + " width " + width);
    }
    return hashes;
  }
}
