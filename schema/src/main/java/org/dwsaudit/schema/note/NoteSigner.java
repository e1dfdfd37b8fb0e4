package org.dwsaudit.schema.note;

import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** A private key that signs notes. Safe for use by several threads. */
public final class NoteSigner {

  private static final String PREFIX = "PRIVATE+KEY+";
  private static final int LINES = 2;
  private static final int PARTS = 3;

  private final NoteVerifier verifier;
  private final byte[] seed;
  private final PrivateKey key;

  private NoteSigner(NoteVerifier verifier, byte[] seed) {
    this.verifier = verifier;
    this.seed = seed.clone();
    this.key = Ed25519.privateKey(seed);
  }

  /**
   * A new key.
   *
   * @throws NoteException if the name is none: empty, or with white space or a plus sign
   */
  public static NoteSigner generate(String name) {
    byte[][] pair = Ed25519.generate(new SecureRandom());
    return new NoteSigner(new NoteVerifier(name, pair[1]), pair[0]);
  }

  /** The public key to it. */
  public NoteVerifier verifier() {
    return verifier;
  }

  /**
   * Signs a text.
   *
   * @throws NoteException if a note cannot have the text: it does not end in a line feed, or has
   *     other control characters
   */
  public SignedNote sign(String text) {
    NoteText.require(text);
    byte[] signature = Ed25519.sign(key, NoteText.bytes(text));
    return new SignedNote(
        text, List.of(new NoteSignature(verifier.name(), verifier.id(), signature)));
  }

  /**
   * The key as a file keeps it, private: two lines, the private key as other tools for signed notes
   * have it and the public one. MUST NOT be shown or logged.
   */
  public String secretText() {
    byte[] typed = new byte[seed.length + 1];
    typed[0] = KeyName.ED25519;
    System.arraycopy(seed, 0, typed, 1, seed.length);
    return "%s%s+%08x+%s\n%s\n"
        .formatted(
            PREFIX,
            verifier.name(),
            verifier.id(),
            Base64.getEncoder().encodeToString(typed),
            verifier.text());
  }

  /**
   * Reads what {@link #secretText} writes.
   *
   * @throws NoteException if it is none, or private and public key do not belong together; the
   *     message does not have the key
   */
  public static NoteSigner parse(String secretText) {
    List<String> lines = secretText.lines().toList();
    try {
      if (lines.size() == LINES && lines.getFirst().startsWith(PREFIX)) {
        String[] parts = lines.getFirst().substring(PREFIX.length()).split("\\+", PARTS);
        byte[] typed = Base64.getDecoder().decode(parts[parts.length - 1]);
        NoteSigner signer = new NoteSigner(NoteVerifier.parse(lines.getLast()), seed(typed));
        if (signer.secretText().equals(secretText) && signer.signsForItsVerifier()) {
          return signer;
        }
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new NoteException(
        "private key: not one (expected: a line PRIVATE+KEY+… and one with its public key)");
  }

  private static byte[] seed(byte[] typed) {
    if (typed.length != Ed25519.KEY_BYTES + 1 || typed[0] != KeyName.ED25519) {
      throw new IllegalArgumentException("not Ed25519");
    }
    byte[] seed = new byte[Ed25519.KEY_BYTES];
    System.arraycopy(typed, 1, seed, 0, seed.length);
    return seed;
  }

  private boolean signsForItsVerifier() {
    String text = "probe\n";
    return verifier.verifies(text, Ed25519.sign(key, NoteText.bytes(text)));
  }

  /** The public key alone. */
  @Override
  public String toString() {
    return verifier.text();
  }
}
