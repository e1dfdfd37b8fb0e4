package org.dwsaudit.compliance.transparency;

import java.util.List;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.NoteSigner;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;

/** A checkpoint, and what else is to be signed with the key that signed it. */
public final class Seal {

  private final PublishedCheckpoint published;
  private final List<CheckpointKey> keys;
  private final NoteSigner signer;

  Seal(PublishedCheckpoint published, List<CheckpointKey> keys, NoteSigner signer) {
    this.published = published;
    this.keys = List.copyOf(keys);
    this.signer = signer;
  }

  public SignedNote note() {
    return published.note();
  }

  public Checkpoint checkpoint() {
    return Checkpoint.parse(published.note().text());
  }

  /** The notes by which each of the log's keys named the next, oldest first. */
  public List<SignedNote> successions() {
    return keys.stream().flatMap(key -> key.succession().stream()).toList();
  }

  public NoteVerifier key() {
    return signer.verifier();
  }

  /**
   * Signs a text that can be taken for no checkpoint: its first line MUST NOT be the log's name.
   */
  public SignedNote sign(String text) {
    if (text.startsWith(key().name() + "\n")) {
      throw new IllegalArgumentException("a text that reads as a checkpoint");
    }
    return signer.sign(text);
  }
}
