package org.dwsaudit.schema.integrity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.json.Utf8Buffer;

/**
 * Makes the digests and leaves of many events with one piece of memory. For one thread; what it
 * gives is the same as {@link EventCommitment} and {@link Leaf} give.
 */
public final class EventHasher {

  private static final byte[] PURPOSE =
      "dws-audit event salts v1".getBytes(StandardCharsets.US_ASCII);
  private static final int NANOS_PER_MICRO = 1000;

  private final NodeHasher nodes = new NodeHasher();

  /**
   * What {@link EventCommitment#digest()} is.
   *
   * @param secret as {@link EventCommitment#commit} says
   */
  public EventDigest digest(AuditEvent event, byte[] secret) {
    return digest(event, rootSalt(event, secret));
  }

  EventDigest digest(AuditEvent event, RootSalt rootSalt) {
    byte[] content = nodes.digest(Content.of(event, Set.of()), rootSalt.bytes());
    Envelope.write(event, nodes.clear().put(Tag.EVENT).put(content));
    return new EventDigest(Bytes32.of(nodes.hash()));
  }

  NodeHasher nodes() {
    return nodes;
  }

  /** The salt that those of all parts follow from. */
  record RootSalt(byte[] bytes) {}

  RootSalt rootSalt(AuditEvent event, byte[] secret) {
    Bytes32.requireLength("secret", secret);
    byte[] identity =
        ByteBuffer.allocate(PURPOSE.length + 4 * Long.BYTES)
            .put(PURPOSE)
            .putLong(event.sessionId().value().getMostSignificantBits())
            .putLong(event.sessionId().value().getLeastSignificantBits())
            .putLong(event.eventId().value().getMostSignificantBits())
            .putLong(event.eventId().value().getLeastSignificantBits())
            .array();
    return new RootSalt(nodes.hmac(secret, identity));
  }

  /** As {@link Leaf#hash} says. */
  public LeafHash leaf(
      TenantId tenant,
      SessionId session,
      long sequenceNumber,
      Instant recordedAt,
      LeafHash previousLeaf,
      EventDigest eventDigest) {
    requirePlace(sequenceNumber, previousLeaf);
    UUID id = session.value();
    Utf8Buffer input = nodes.clear().put(Tag.LEAF).putInt(0).putText(tenant.value());
    input.setInt(1, input.length() - 1 - Integer.BYTES);
    input
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .putLong(sequenceNumber)
        .putLong(micros(recordedAt))
        .put(previousLeaf.bytes())
        .put(eventDigest.value().bytes());
    return LeafHash.of(nodes.hash());
  }

  private static void requirePlace(long sequenceNumber, LeafHash previousLeaf) {
    if (sequenceNumber < 1) {
      throw new IllegalArgumentException(
          "sequence_number: " + sequenceNumber + " (expected: 1 or more)");
    }
    if (previousLeaf.equals(LeafHash.NONE) != (sequenceNumber == 1)) {
      throw new IllegalArgumentException(
          "previous leaf of number %d: %s (expected: zeros for number 1 and for no other)"
              .formatted(sequenceNumber, previousLeaf));
    }
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
