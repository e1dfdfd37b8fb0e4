package org.dwsaudit.store.verification;

import java.time.Instant;
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
  private long inDroppedMonths;
  private Instant lastRecordedAt;
  private @Nullable ChainFault fault;

  private final ExpiredNumbers expired;
  private final DroppedMonths dropped;

  /**
   * @param begun when the session's first event was recorded
   */
  ChainWalk(
      TenantId tenant,
      SessionId session,
      Instant begun,
      ExpiredNumbers expired,
      DroppedMonths dropped) {
    this.tenant = tenant;
    this.session = session;
    this.lastRecordedAt = begun;
    this.expired = expired;
    this.dropped = dropped;
  }

  void next(SealedRow row) {
    events++;
    long sequence = row.sequenceNumber();
    LeafHash previous = lastLeaf;
    if (sequence <= lastSequence) {
      fail(sequence, ChainFault.Kind.ALTERED);
    } else if (sequence > lastSequence + 1) {
      gap(sequence - 1, row.recordedAt());
      // where the leaf that it is chained to was not kept, its own is taken as it stands
      previous = expired.leaf(sequence - 1);
    }
    if (row.leaf() == null || (previous != null && !row.leaf().equals(leaf(row, previous)))) {
      fail(sequence, ChainFault.Kind.ALTERED);
    }
    lastSequence = sequence;
    lastLeaf = row.leaf();
    lastRecordedAt = row.recordedAt();
  }

  /** A row that does not even read: nobody recorded it so. */
  void unreadable(long sequence) {
    events++;
    fail(sequence, ChainFault.Kind.ALTERED);
  }

  /** All behind the last event up to a number are missing: did they expire? */
  private void gap(long last, Instant until) {
    long open = expired.notCovered(lastSequence + 1, last);
    if (open > 0 && !dropped.mayCover(lastRecordedAt, until)) {
      fail(expired.firstNotCovered(lastSequence + 1), ChainFault.Kind.MISSING);
    }
    inDroppedMonths += open;
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
   * @param recordedAt when the session's last event was recorded
   * @param endsAsRecorded whether the last leaf is the one that the head has
   */
  void end(long recordedLast, Instant recordedAt, boolean endsAsRecorded) {
    if (lastSequence > recordedLast) {
      fail(recordedLast + 1, ChainFault.Kind.END);
    } else if (lastSequence < recordedLast) {
      gap(recordedLast, recordedAt);
    } else if (!endsAsRecorded) {
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

  /** How many numbers are missing that only a dropped month explains. */
  long inDroppedMonths() {
    return inDroppedMonths;
  }

  long events() {
    return events;
  }
}
