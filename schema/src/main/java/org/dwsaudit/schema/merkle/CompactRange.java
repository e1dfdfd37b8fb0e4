package org.dwsaudit.schema.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The root of a growing tree, in memory that grows with the tree's height only: the roots of the
 * perfect subtrees that the entries so far consist of. Not safe for use by several threads.
 */
public final class CompactRange {

  private final List<MerkleHash> roots = new ArrayList<>();
  private long size;

  /** Adds the hash of one more leaf. */
  public void append(MerkleHash leaf) {
    append(new Subtree(0, size), leaf);
  }

  /**
   * Adds all entries of a perfect subtree by its root.
   *
   * @throws IllegalArgumentException if it does not begin where the entries so far end
   */
  public void append(Subtree subtree, MerkleHash root) {
    if (subtree.first() != size) {
      throw new IllegalArgumentException(
          "subtree at entry %d (expected: at %d)".formatted(subtree.first(), size));
    }
    MerkleHash merged = root;
    for (int level = subtree.level(); (size >>> level & 1) == 1; level++) {
      merged = MerkleHash.ofChildren(roots.removeLast(), merged);
    }
    roots.add(merged);
    size = subtree.end();
  }

  public long size() {
    return size;
  }

  /** The root over all entries so far; {@link MerkleHash#EMPTY} without any. */
  public MerkleHash root() {
    return fold(roots);
  }

  /** What perfect subtrees, each smaller than the one before it, make together. */
  static MerkleHash fold(List<MerkleHash> roots) {
    if (roots.isEmpty()) {
      return MerkleHash.EMPTY;
    }
    MerkleHash folded = roots.getLast();
    for (int i = roots.size() - 2; i >= 0; i--) {
      folded = MerkleHash.ofChildren(roots.get(i), folded);
    }
    return folded;
  }
}
