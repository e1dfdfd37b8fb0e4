package org.dwsaudit.compliance.transparency;

import java.time.Instant;
import java.util.Optional;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;
import org.jspecify.annotations.Nullable;

/**
 * A public key of the log.
 *
 * @param since when it began to sign
 * @param successionNote with which the key before it names this one; null for the first
 */
public record CheckpointKey(NoteVerifier key, Instant since, @Nullable SignedNote successionNote) {

  /** With which the key before it names this one; absent for the first. */
  public Optional<SignedNote> succession() {
    return Optional.ofNullable(successionNote);
  }
}
