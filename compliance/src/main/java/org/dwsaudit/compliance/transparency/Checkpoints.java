package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.CheckpointKeyRotated;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.merkle.TiledTree;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.NoteSigner;
import org.dwsaudit.schema.note.NoteVerifier;

/**
 * Signs what the Merkle tree contains, and gives it out. A checkpoint that somebody keeps elsewhere
 * shows for ever whether events up to it were removed or rewritten. Safe for use by several threads
 * and servers.
 */
public final class Checkpoints {

  private static final Duration ALL_KEPT = Duration.ofHours(1);

  private final DataSource source;
  private final MerkleLog log;
  private final LogKeys keys;
  private final FactLog facts;
  private final Clock clock;

  Checkpoints(DataSource source, MerkleLog log, LogKeys keys, FactLog facts, Clock clock) {
    this.source = source;
    this.log = log;
    this.keys = keys;
    this.facts = facts;
    this.clock = clock;
  }

  /** Whether this server has the key in force. */
  public boolean signs() {
    return keys.signer().isPresent();
  }

  /**
   * The newest one.
   *
   * @throws AuditException LOG_KEY_MISSING if none was published yet, since no server has the key
   */
  public PublishedCheckpoint latest() {
    return find()
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.LOG_KEY_MISSING,
                    "no checkpoint yet (expected: a server that has the log's key)"));
  }

  Optional<PublishedCheckpoint> find() {
    return TreeTransaction.run(source, (connection, _) -> new CheckpointTable(connection).latest());
  }

  /**
   * A new one, with all events that were acknowledged before this was called.
   *
   * @throws AuditException LOG_KEY_MISSING if this server has not the key
   */
  public PublishedCheckpoint publish() {
    keys.require();
    log.catchUp();
    return signed();
  }

  /**
   * Takes up what a bundle is sealed with: a new checkpoint, and the key that signed it.
   *
   * @throws AuditException LOG_KEY_MISSING if this server has not the key in force
   */
  public Seal seal() {
    NoteSigner signer = keys.require();
    PublishedCheckpoint checkpoint = publish();
    List<CheckpointKey> known = keys.all();
    if (!known.getLast().key().equals(signer.verifier())
        || !checkpoint.note().isSignedBy(signer.verifier())) {
      throw new AuditException(
          ErrorCode.LOG_KEY_MISSING, "the log's key has just changed (expected: try again)");
    }
    return new Seal(checkpoint, known, signer);
  }

  /** One of the tree as it is. */
  PublishedCheckpoint signed() {
    NoteSigner signer = keys.require();
    return TreeTransaction.locked(source, (connection, tree) -> sign(connection, tree, signer));
  }

  private PublishedCheckpoint sign(Connection connection, TreeTable tree, NoteSigner signer)
      throws SQLException {
    NoteVerifier inForce = new KeyTable(connection).all().getLast().key();
    if (!signer.verifier().equals(inForce)) {
      throw new AuditException(
          ErrorCode.LOG_KEY_MISSING,
          "another key is in force, %s (expected: ask a server that has it)".formatted(inForce));
    }
    CheckpointTable table = new CheckpointTable(connection);
    long size = tree.size();
    Optional<PublishedCheckpoint> latest = table.latest();
    if (latest.isPresent()) {
      requireGrown(latest.get(), tree, size);
      if (latest.get().size() == size && latest.get().note().isSignedBy(inForce)) {
        return latest.get();
      }
    }
    Checkpoint checkpoint = new Checkpoint(tree.origin(), size, new TiledTree(tree, size).root());
    Instant now = clock.instant();
    PublishedCheckpoint published =
        new PublishedCheckpoint(size, now, signer.sign(checkpoint.text()));
    table.publish(published);
    table.thinOut(now.minus(ALL_KEPT));
    return published;
  }

  /** Nothing is signed that contradicts what was signed before. */
  private static void requireGrown(PublishedCheckpoint latest, TreeTable tree, long size) {
    Checkpoint before = Checkpoint.parse(latest.note().text());
    if (before.size() > size || !new TiledTree(tree, before.size()).root().equals(before.root())) {
      throw new AuditException(
          ErrorCode.STORE_CORRUPT,
          "the Merkle log is not the one of the last checkpoint, of %d entries, grown"
              .formatted(before.size()));
    }
  }

  /**
   * That the event at a position is in the log, under the newest checkpoint, or one that is made
   * for it.
   *
   * @throws AuditException INVALID_ARGUMENT if no event has the position; LOG_KEY_MISSING if a
   *     checkpoint is needed and this server cannot sign
   */
  public EventProof proof(Position position) {
    PublishedCheckpoint checkpoint =
        find().filter(c -> position.value() <= c.size()).orElseGet(this::publish);
    MerkleLog.ProvedEntry entry = log.inclusion(position, checkpoint.size());
    return new EventProof(position, entry.entry(), entry.proof(), checkpoint.note());
  }

  /** The public key in force. */
  public NoteVerifier key() {
    return keys.inForce();
  }

  /** The log's public keys in the order of their succession; the last one is in force. */
  public List<CheckpointKey> keys() {
    return keys.all();
  }

  /**
   * Puts a new key in force, named by the one before it: who trusts an older key can follow. The
   * next checkpoint is signed with it. Other servers stop signing until they have its file.
   *
   * @throws AuditException LOG_KEY_MISSING if this server has not the key; {@code INVALID_ARGUMENT}
   *     for a reason that is none
   */
  public CheckpointKey rotate(Principal principal, String reason) {
    String words = Reason.require(reason);
    NoteVerifier before = keys.require().verifier();
    CheckpointKey key = keys.rotate();
    facts.record(
        principal.tenant(),
        new CheckpointKeyRotated(before.text(), key.key().text(), words, principal.actor()));
    publish();
    return key;
  }
}
