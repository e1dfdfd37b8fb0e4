package org.dwsaudit.schema.merkle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hashes and proofs out of tiles. Keeps the tiles it read last; for one use by one thread. */
public final class TiledTree {

  private static final int TILES_KEPT = 64;

  private final TileSource tiles;
  private final long size;
  private final Map<Tile, byte[]> kept =
      new LinkedHashMap<>(TILES_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
          return size() > TILES_KEPT;
        }
      };

  /**
   * @param size of the tree; entries behind it are not looked at
   */
  public TiledTree(TileSource tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  public long size() {
    return size;
  }

  public MerkleHash root() {
    return hash(0, size);
  }

  /**
   * The root of a perfect subtree.
   *
   * @throws IllegalArgumentException if it ends behind the tree
   */
  public MerkleHash hash(Subtree subtree) {
    if (subtree.end() > size) {
      throw new IllegalArgumentException(
          "subtree up to entry %d (expected: in a tree of %d)".formatted(subtree.end(), size));
    }
    int height = subtree.level() % Tile.HEIGHT;
    long first = subtree.index() << height;
    Tile tile = new Tile(subtree.level() / Tile.HEIGHT, first / Tile.WIDTH);
    byte[] hashes = kept.computeIfAbsent(tile, t -> tiles.hashes(t, t.widthIn(size)));
    return perfect(hashes, (int) (first % Tile.WIDTH), height);
  }

  private static MerkleHash perfect(byte[] hashes, int place, int height) {
    if (height == 0) {
      return MerkleHash.at(hashes, place);
    }
    int half = 1 << (height - 1);
    return MerkleHash.ofChildren(
        perfect(hashes, place, height - 1), perfect(hashes, place + half, height - 1));
  }

  /** That the entry is where it is; {@link IllegalArgumentException} if the tree has no such. */
  public InclusionProof inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("entry %d (expected: 0 to %d)".formatted(index, size - 1));
    }
    List<MerkleHash> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        path.add(hash(middle, to));
        to = middle;
      } else {
        path.add(hash(from, middle));
        from = middle;
      }
    }
    return new InclusionProof(index, size, path.reversed());
  }

  /**
   * That the tree is the one of an earlier size, grown.
   *
   * @throws IllegalArgumentException unless the earlier size is 0 to this one's
   */
  public ConsistencyProof consistency(long earlier) {
    if (earlier < 0 || earlier > size) {
      throw new IllegalArgumentException("size %d (expected: 0 to %d)".formatted(earlier, size));
    }
    List<MerkleHash> path = new ArrayList<>();
    if (earlier > 0 && earlier < size) {
      long from = 0;
      long to = size;
      while (to != earlier) {
        long middle = from + split(to - from);
        if (earlier <= middle) {
          path.add(hash(middle, to));
          to = middle;
        } else {
          path.add(hash(from, middle));
          from = middle;
        }
      }
      if (from > 0) {
        path.add(hash(from, to));
      }
    }
    return new ConsistencyProof(earlier, size, path.reversed());
  }

  /** The largest power of two that is smaller than the number of entries. */
  private static long split(long entries) {
    return Long.highestOneBit(entries - 1);
  }

  /** The root over the entries of a subtree that ends at the right edge or is perfect. */
  private MerkleHash hash(long from, long to) {
    return CompactRange.fold(Subtree.covering(from, to).stream().map(this::hash).toList());
  }
}
