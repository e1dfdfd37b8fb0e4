package org.dwsaudit.schema.merkle;

import java.util.List;

/** The tree's definition in RFC 9162, word for word: the model that everything else is held to. */
final class PlainTree {

  private PlainTree() {}

  static MerkleHash root(List<byte[]> entries) {
    if (entries.isEmpty()) {
      return MerkleHash.EMPTY;
    }
    if (entries.size() == 1) {
      return MerkleHash.ofEntry(entries.getFirst());
    }
    int split = Integer.highestOneBit(entries.size() - 1);
    return MerkleHash.ofChildren(
        root(entries.subList(0, split)), root(entries.subList(split, entries.size())));
  }
}
