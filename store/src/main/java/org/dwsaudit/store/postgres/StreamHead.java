package org.dwsaudit.store.postgres;

import java.time.Instant;
import org.dwsaudit.schema.integrity.LeafHash;

/**
 * Where a stream ends, and when it began.
 *
 * @param lastLeaf what the next event's leaf is chained to; {@link LeafHash#NONE} where nothing is
 * @param firstRecordedAt no event of the stream is recorded before; {@link Instant#MAX} where there
 *     is none
 * @param lastRecordedAt none is recorded after
 */
record StreamHead(
    long lastSequence,
    long lastPosition,
    LeafHash lastLeaf,
    Instant firstRecordedAt,
    Instant lastRecordedAt) {

  static final StreamHead EMPTY = new StreamHead(0, 0, LeafHash.NONE, Instant.MAX, Instant.MIN);

  boolean isEmpty() {
    return lastSequence == 0;
  }

  StreamHead at(long position) {
    return new StreamHead(lastSequence, position, lastLeaf, firstRecordedAt, lastRecordedAt);
  }
}
