package org.dwsaudit.compliance.bundle;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dwsaudit.compliance.transparency.MerkleLog;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.integrity.EventCommitment;
import org.dwsaudit.schema.integrity.EventDigest;
import org.dwsaudit.schema.integrity.EventHasher;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Tile;

/** Finds the leaf hash that an event is chained to. */
final class ChainedLeaf {

  private final BundleReads reads;
  private final MerkleLog log;
  private final EventHasher hasher = new EventHasher();

  ChainedLeaf(BundleReads reads, MerkleLog log) {
    this.reads = reads;
    this.log = log;
  }

  /**
   * The leaf hash of the event before this one. Where that went with a whole month nobody has
   * written it down, but it is an entry of the Merkle log still: the one that, hashed with this
   * event, gives this event's leaf. It is looked for from this event backwards, since a session's
   * events stand near each other: a hash for each event of the log in between.
   *
   * @param event whole, with its secret, of a number above 1
   * @throws AuditException STORE_CORRUPT if there is none
   */
  LeafHash before(RecordedEvent event) {
    return reads
        .leaf(event.event().sessionId(), event.sequenceNumber() - 1)
        .or(() -> search(event))
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.STORE_CORRUPT,
                    "event %d of session %s is chained to nothing that the log ever had"
                        .formatted(event.sequenceNumber(), event.event().sessionId())));
  }

  private Optional<LeafHash> search(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    CommitmentSecret secret = recorded.secret();
    String leaf = recorded.leafHash();
    if (secret == null || leaf == null) {
      return Optional.empty();
    }
    EventDigest digest = EventCommitment.commit(event, secret).digest();
    LeafHash own = LeafHash.ofHex(leaf);
    Function<LeafHash, LeafHash> chained =
        before ->
            hasher.leaf(
                recorded.tenant(),
                event.sessionId(),
                recorded.sequenceNumber(),
                recorded.recordedAt(),
                before,
                digest);
    long end = recorded.position().value() - 1;
    while (end > 0) {
      long tile = (end - 1) / Tile.WIDTH;
      int width = (int) (end - tile * Tile.WIDTH);
      Optional<LeafHash> found =
          entries(log.entries(tile, width)).stream()
              .filter(entry -> !entry.equals(LeafHash.NONE) && chained.apply(entry).equals(own))
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
      end = tile * Tile.WIDTH;
    }
    return Optional.empty();
  }

  private static List<LeafHash> entries(byte[] hashes) {
    return IntStream.range(0, hashes.length / MerkleHash.BYTES)
        .mapToObj(i -> LeafHash.of(MerkleHash.at(hashes, i).bytes()))
        .toList();
  }
}
