package org.dwsaudit.schema.integrity;

import java.util.Set;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.CommitmentSecret;

/**
 * The commitment to one event, made when it is appended and before it has a number: its digest,
 * from which nothing of its content can be guessed, and the salts with which any of its parts can
 * be disclosed later without the others.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class EventCommitment {

  private final AuditEvent event;
  private final byte[] rootSalt;
  private final EventDigest digest;

  private EventCommitment(AuditEvent event, byte[] rootSalt, EventDigest digest) {
    this.event = event;
    this.rootSalt = rootSalt;
    this.digest = digest;
  }

  /**
   * Commits to the event. The same event and secret always give the same commitment.
   *
   * @param event whole, with nothing withheld from it
   * @param secret 32 bytes from a cryptographic random generator, of this event alone. Whoever has
   *     it can check guesses of everything in the event: it MUST be kept as its most sensitive part
   *     is, and destroyed when a part is to be unrecoverable, the {@link RedactedProof} of what
   *     remains being kept in its place
   * @throws IllegalArgumentException if the secret has another length
   */
  public static EventCommitment commit(AuditEvent event, byte[] secret) {
    EventHasher hasher = new EventHasher();
    EventHasher.RootSalt rootSalt = hasher.rootSalt(event, secret);
    return new EventCommitment(event, rootSalt.bytes(), hasher.digest(event, rootSalt));
  }

  /** The same with a secret that came out of the store. */
  public static EventCommitment commit(AuditEvent event, CommitmentSecret secret) {
    return secret.reveal(bytes -> commit(event, bytes));
  }

  /** What {@link Leaf#hash} binds to the event's place. */
  public EventDigest digest() {
    return digest;
  }

  /** What proves the whole event; it gives nothing away beside the event itself. */
  public RedactedProof proof() {
    return RedactedProof.whole(rootSalt);
  }

  /**
   * What proves the event with these parts withheld, as {@link RedactedProof#withhold} says.
   *
   * @throws IllegalArgumentException if a pointer leads nowhere, or elsewhere than to a part of
   *     payload or context
   */
  public RedactedProof proof(Set<String> withheld) {
    return proof().withhold(event, withheld);
  }
}
