package org.dwsaudit.schema.integrity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;

/**
 * The link of a session's chain: binds an event's digest to its place. One short hash, cheap enough
 * to be made while the log is locked.
 */
public final class Leaf {

  private static final int FIXED_BYTES = 1 + 4 + 16 + 8 + 8 + 32 + 32;
  private static final int NANOS_PER_MICRO = 1000;

  private Leaf() {}

  /**
   * The leaf hash of the event that got this place.
   *
   * @param recordedAt in whole microseconds, as the log keeps it
   * @param previousLeaf that of the session's event one number lower; {@link LeafHash#NONE} for
   *     number 1 and for no other
   * @throws IllegalArgumentException if number, time or previous leaf are not as said
   */
  public static LeafHash hash(
      TenantId tenant,
      SessionId session,
      long sequenceNumber,
      Instant recordedAt,
      LeafHash previousLeaf,
      EventDigest eventDigest) {
    if (sequenceNumber < 1) {
      throw new IllegalArgumentException(
          "sequence_number: " + sequenceNumber + " (expected: 1 or more)");
    }
    if (previousLeaf.equals(LeafHash.NONE) != (sequenceNumber == 1)) {
      throw new IllegalArgumentException(
          "previous leaf of number %d: %s (expected: zeros for number 1 and for no other)"
              .formatted(sequenceNumber, previousLeaf));
    }
    byte[] name = tenant.value().getBytes(StandardCharsets.UTF_8);
    UUID id = session.value();
    ByteBuffer input =
        ByteBuffer.allocate(FIXED_BYTES + name.length)
            .put(Tag.LEAF)
            .putInt(name.length)
            .put(name)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .putLong(sequenceNumber)
            .putLong(micros(recordedAt))
            .put(previousLeaf.bytes())
            .put(eventDigest.value().bytes());
    return LeafHash.of(Sha256.digest().digest(input.array()));
  }

  private static long micros(Instant instant) {
    if (instant.getNano() % NANOS_PER_MICRO != 0) {
      throw new IllegalArgumentException(
          "recorded_at: " + instant + " (expected: whole microseconds)");
    }
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
        instant.getNano() / NANOS_PER_MICRO);
  }
}
