package org.dwsaudit.store.verification;

import java.util.Optional;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.EventCommitment;
import org.dwsaudit.schema.integrity.Leaf;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** One walk along a session's events, in the order of their numbers, up to the first fault. */
final class ChainWalk {

  private final TenantId tenant;
  private final SessionId session;
  private long lastSequence;
  private @Nullable LeafHash lastLeaf = LeafHash.NONE;
  private long events;
  private @Nullable ChainFault fault;

  ChainWalk(TenantId tenant, SessionId session) {
    this.tenant = tenant;
    this.session = session;
  }

  void next(SealedRow row, ExpiredNumbers expired) {
    events++;
    long sequence = row.sequenceNumber();
    LeafHash previous = lastLeaf;
    if (sequence <= lastSequence) {
      fail(sequence, ChainFault.Kind.ALTERED);
    } else if (sequence > lastSequence + 1) {
      if (!expired.coverAll(lastSequence + 1, sequence - 1)) {
        fail(lastSequence + 1, ChainFault.Kind.MISSING);
      }
      // where the leaf that it is chained to was not kept, its own is taken as it stands
      previous = expired.leaf(sequence - 1);
    }
    if (row.leaf() == null || (previous != null && !row.leaf().equals(leaf(row, previous)))) {
      fail(sequence, ChainFault.Kind.ALTERED);
    }
    lastSequence = sequence;
    lastLeaf = row.leaf();
  }

  private @Nullable LeafHash leaf(SealedRow row, LeafHash previous) {
    byte[] secret = row.secret();
    if (secret == null) {
      return null;
    }
    try {
      return Leaf.hash(
          tenant,
          session,
          row.sequenceNumber(),
          row.recordedAt(),
          previous,
          EventCommitment.commit(row.event(), secret).digest());
    } catch (RuntimeException e) {
      // what does not even parse was not recorded so
      return null;
    }
  }

  /**
   * @param endsAsRecorded whether the last leaf is the one that the head has
   */
  void end(long recordedLast, boolean endsAsRecorded, ExpiredNumbers expired) {
    if (lastSequence > recordedLast) {
      fail(recordedLast + 1, ChainFault.Kind.END);
    } else if (!expired.coverAll(lastSequence + 1, recordedLast)) {
      fail(lastSequence + 1, ChainFault.Kind.MISSING);
    } else if (lastSequence == recordedLast && !endsAsRecorded) {
      fail(lastSequence, ChainFault.Kind.END);
    }
  }

  private void fail(long sequence, ChainFault.Kind kind) {
    if (fault == null) {
      fault = new ChainFault(session, sequence, kind);
    }
  }

  Optional<ChainFault> fault() {
    return Optional.ofNullable(fault);
  }

  @Nullable LeafHash lastLeaf() {
    return lastLeaf;
  }

  long events() {
    return events;
  }
}
