package org.dwsaudit.schema.note;

import java.util.List;
import org.dwsaudit.schema.merkle.MerkleHash;

/**
 * What a log contained when it had so many entries, as C2SP tlog-checkpoint has it: three lines.
 *
 * @param origin which log, the name of its keys too
 * @param size how many entries
 * @param root of the Merkle tree over them
 */
public record Checkpoint(String origin, long size, MerkleHash root) {

  private static final int LINES = 3;
  private static final int DIGITS_MAX = 18;

  public Checkpoint {
    KeyName.require(origin);
    if (size < 0) {
      throw new NoteException("checkpoint: size %d (expected: 0 or more)".formatted(size));
    }
  }

  /**
   * Reads the text of a note; lines behind the third, which other logs have, are passed over.
   *
   * @throws NoteException if it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    List<String> lines = text.lines().toList();
    try {
      if (lines.size() >= LINES) {
        return new Checkpoint(
            lines.getFirst(), size(lines.get(1)), MerkleHash.ofBase64(lines.get(2)));
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new NoteException("checkpoint: not one (expected: lines for origin, size and root)");
  }

  /**
   * Reads a note that the key signed.
   *
   * @throws NoteException if the key did not, or its name is not the checkpoint's origin
   */
  public static Checkpoint verified(SignedNote note, NoteVerifier verifier) {
    if (!note.isSignedBy(verifier)) {
      throw new NoteException(
          "checkpoint: no signature that holds (expected: one by the key %s)".formatted(verifier));
    }
    Checkpoint checkpoint = parse(note.text());
    if (!checkpoint.origin.equals(verifier.name())) {
      throw new NoteException(
          "checkpoint: of another log (expected: of %s)".formatted(verifier.name()));
    }
    return checkpoint;
  }

  private static long size(String digits) {
    boolean decimal =
        !digits.isEmpty()
            && digits.length() <= DIGITS_MAX
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.equals("0") || !digits.startsWith("0"));
    if (!decimal) {
      throw new NoteException("checkpoint: a size that is no number (expected: digits alone)");
    }
    return Long.parseLong(digits);
  }

  /** The text that is signed. */
  public String text() {
    return "%s\n%d\n%s\n".formatted(origin, size, root.base64());
  }
}
