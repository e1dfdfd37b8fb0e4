package org.dwsaudit.schema.merkle;

/**
 * A tile's place: 256 hashes of a height of the tree that is a multiple of eight, as in C2SP
 * tlog-tiles.
 *
 * @param level 0 for the hashes of leaves; each hash of a higher one is the root of a full tile
 *     below it
 * @param index from the left, from 0
 */
public record Tile(int level, long index) {

  public static final int HEIGHT = 8;

  /** How many hashes a full tile has. */
  public static final int WIDTH = 1 << HEIGHT;

  /** Behind the last entry that a full tile at this place stands for. */
  public long end() {
    return (index + 1) << (HEIGHT * (level + 1));
  }

  /** How many hashes the tile has in a tree of this size: 0 to 256. */
  public int widthIn(long size) {
    long hashes = size >>> (HEIGHT * level);
    return Math.clamp(hashes - index * WIDTH, 0, WIDTH);
  }
}
