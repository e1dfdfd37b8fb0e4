package org.dwsaudit.schema.note;

import java.util.ArrayList;
import java.util.List;

/**
 * A text and signatures under it. What it says counts only where {@link #isSignedBy} a key that is
 * trusted.
 */
public final class SignedNote {

  private static final int CHARACTERS_MAX = 1 << 20;
  private static final int SIGNATURES_MAX = 64;

  private final String text;
  private final List<NoteSignature> signatures;

  SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Reads what {@link #format} writes.
   *
   * @throws NoteException if it is no note: no text, no signatures, other control characters than
   *     line feeds, more than a mebibyte or 64 signatures
   */
  public static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 1 || note.length() > CHARACTERS_MAX) {
      throw new NoteException(
          "note: no text and signatures (expected: both, an empty line between)");
    }
    NoteText.require(note);
    List<NoteSignature> signatures =
        note.substring(end + 2)
            .lines()
            .limit(SIGNATURES_MAX + 1L)
            .map(NoteSignature::parse)
            .toList();
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      throw new NoteException(
          "note: %d signatures or more (expected: 1..%d)"
              .formatted(signatures.size(), SIGNATURES_MAX));
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /** The text with its last line feed. */
  public String text() {
    return text;
  }

  /**
   * Whether the key signed it. One good signature by the key does, and none that is wrong may stand
   * beside it.
   */
  public boolean isSignedBy(NoteVerifier verifier) {
    List<NoteSignature> own = signatures.stream().filter(s -> s.isBy(verifier)).toList();
    return !own.isEmpty() && own.stream().allMatch(s -> verifier.verifies(text, s.bytes()));
  }

  /**
   * The note with the signatures of another under it.
   *
   * @throws NoteException if the other has another text
   */
  public SignedNote with(SignedNote other) {
    if (!other.text.equals(text)) {
      throw new NoteException("note: signatures under another text (expected: under this one)");
    }
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.addAll(other.signatures);
    return new SignedNote(text, all);
  }

  /** The note as C2SP signed-note has it. */
  public String format() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString();
  }

  @Override
  public String toString() {
    return format();
  }
}
