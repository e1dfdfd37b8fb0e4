package org.dwsaudit.schema.merkle;

import java.util.List;

/**
 * That a tree is an earlier one with entries added behind its end, and nothing else (RFC 9162,
 * section 2.1.4).
 *
 * @param earlier the size of the earlier tree
 * @param later the size of the later one
 * @param path the hashes that both roots follow from
 */
public record ConsistencyProof(long earlier, long later, List<MerkleHash> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Whether the later root is that of the earlier tree, grown. */
  public boolean proves(MerkleHash earlierRoot, MerkleHash laterRoot) {
    if (earlier < 0 || earlier > later) {
      return false;
    }
    if (earlier == later) {
      return path.isEmpty() && earlierRoot.equals(laterRoot);
    }
    if (earlier == 0) {
      return path.isEmpty() && earlierRoot.equals(MerkleHash.EMPTY);
    }
    boolean perfect = Long.bitCount(earlier) == 1;
    if (!perfect && path.isEmpty()) {
      return false;
    }
    MerkleHash start = perfect ? earlierRoot : path.getFirst();
    return walk(start, perfect ? path : path.subList(1, path.size()), earlierRoot, laterRoot);
  }

  private boolean walk(
      MerkleHash start, List<MerkleHash> siblings, MerkleHash earlierRoot, MerkleHash laterRoot) {
    int skip = Long.numberOfTrailingZeros(earlier);
    long node = (earlier - 1) >>> skip;
    long last = (later - 1) >>> skip;
    MerkleHash ofEarlier = start;
    MerkleHash ofLater = start;
    for (MerkleHash sibling : siblings) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        ofEarlier = MerkleHash.ofChildren(sibling, ofEarlier);
        ofLater = MerkleHash.ofChildren(sibling, ofLater);
        int rise = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>>= rise;
        last >>>= rise;
      } else {
        ofLater = MerkleHash.ofChildren(ofLater, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && ofEarlier.equals(earlierRoot) && ofLater.equals(laterRoot);
  }
}
