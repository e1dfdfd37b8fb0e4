package org.dwsaudit.schema.note;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A public key that checks signatures of notes. As text it is a line {@code name+id+key}, the id in
 * eight hex digits, the key in Base64 behind a byte 1, as other tools for signed notes have it.
 */
public final class NoteVerifier {

  private static final int PARTS = 3;

  private final String name;
  private final byte[] encoded;
  private final int id;
  private final PublicKey key;

  NoteVerifier(String name, byte[] encoded) {
    this.name = KeyName.require(name);
    this.encoded = encoded.clone();
    this.id = KeyName.id(name, encoded);
    this.key = Ed25519.publicKey(encoded);
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws NoteException if it is none
   */
  public static NoteVerifier parse(String text) {
    String[] parts = text.split("\\+", PARTS);
    try {
      byte[] typed = Base64.getDecoder().decode(parts.length == PARTS ? parts[2] : "");
      if (typed.length == Ed25519.KEY_BYTES + 1 && typed[0] == KeyName.ED25519) {
        byte[] bytes = Arrays.copyOfRange(typed, 1, typed.length);
        NoteVerifier verifier = new NoteVerifier(parts[0], bytes);
        if (verifier.text().equals(text)) {
          return verifier;
        }
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new NoteException(
        "public key: not one (expected: a line as name+1a2b3c4d+AbC…=, as the log's /v1/log/key)");
  }

  public String name() {
    return name;
  }

  int id() {
    return id;
  }

  boolean verifies(String text, byte[] signature) {
    return Ed25519.verifies(key, text.getBytes(StandardCharsets.UTF_8), signature);
  }

  public String text() {
    byte[] typed = new byte[Ed25519.KEY_BYTES + 1];
    typed[0] = KeyName.ED25519;
    System.arraycopy(encoded, 0, typed, 1, Ed25519.KEY_BYTES);
    return "%s+%08x+%s".formatted(name, id, Base64.getEncoder().encodeToString(typed));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteVerifier that
        && name.equals(that.name)
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return text();
  }
}
