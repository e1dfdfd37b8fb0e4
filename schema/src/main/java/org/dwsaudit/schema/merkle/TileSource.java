package org.dwsaudit.schema.merkle;

/** Where tiles are read from. */
@FunctionalInterface
public interface TileSource {

  /**
   * The hashes of a tile, laid end to end: at least as many as asked for.
   *
   * @param width 1 to 256, no more than there are
   */
  byte[] hashes(Tile tile, int width);
}
