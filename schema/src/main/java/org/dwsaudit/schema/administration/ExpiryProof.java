package org.dwsaudit.schema.administration;

import java.util.List;
import org.dwsaudit.schema.merkle.MerkleHash;

/**
 * By what a receipt vouches for everything that a retention run removed.
 *
 * @param ranges how many ranges of events went singly
 * @param rangesRoot the Merkle root over their {@link ExpiredRangeEntry entries}
 * @param months the partitions that went as a whole, in the order of their positions
 */
public record ExpiryProof(long ranges, MerkleHash rangesRoot, List<DroppedMonth> months) {

  /** Of a run that removed nothing. */
  public static final ExpiryProof NOTHING = new ExpiryProof(0, MerkleHash.EMPTY, List.of());

  public ExpiryProof {
    months = List.copyOf(months);
  }
}
