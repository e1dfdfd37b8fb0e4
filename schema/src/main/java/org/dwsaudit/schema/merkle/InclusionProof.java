package org.dwsaudit.schema.merkle;

import java.util.List;

/**
 * That an entry stands at a place in a tree (RFC 9162, section 2.1.3).
 *
 * @param index the entry's place, from 0
 * @param size of the tree
 * @param path the hashes beside the way from the leaf up to the root
 */
public record InclusionProof(long index, long size, List<MerkleHash> path) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether the leaf stands at the place in the tree with this root. */
  public boolean proves(MerkleHash leaf, MerkleHash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    MerkleHash hash = leaf;
    for (MerkleHash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleHash.ofChildren(sibling, hash);
        // a right edge without a sibling at this height rises to where it has one
        int rise = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>>= rise;
        last >>>= rise;
      } else {
        hash = MerkleHash.ofChildren(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
