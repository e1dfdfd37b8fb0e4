package org.dwsaudit.schema.note;

import java.time.Instant;
import java.util.List;
import org.dwsaudit.schema.wire.Timestamps;

/**
 * With which a log's key names the next one: a note of four lines, the words {@value #TITLE}, the
 * log's origin, the next public key, and since when it signs.
 */
public record KeySuccession(NoteVerifier next, Instant since) {

  static final String TITLE = "dws-audit/checkpoint-key-succession/v1";

  private static final int LINES = 4;

  public SignedNote signed(NoteSigner before) {
    return before.sign(
        "%s\n%s\n%s\n%s\n".formatted(TITLE, next.name(), next.text(), Timestamps.text(since)));
  }

  /**
   * What a note says that the key signed.
   *
   * @throws NoteException if the key did not, or it names no key of the same log
   */
  public static KeySuccession verified(SignedNote note, NoteVerifier before) {
    List<String> lines = note.text().lines().toList();
    if (!note.isSignedBy(before) || lines.size() != LINES || !lines.getFirst().equals(TITLE)) {
      throw new NoteException(
          "key succession: not signed by the key before it (expected: by %s)".formatted(before));
    }
    NoteVerifier next = NoteVerifier.parse(lines.get(2));
    if (!lines.get(1).equals(before.name()) || !next.name().equals(before.name())) {
      throw new NoteException(
          "key succession: of another log (expected: of %s)".formatted(before.name()));
    }
    Instant since =
        Timestamps.parse(lines.get(LINES - 1))
            .orElseThrow(() -> new NoteException("key succession: no time (expected: RFC 3339)"));
    return new KeySuccession(next, since);
  }
}
