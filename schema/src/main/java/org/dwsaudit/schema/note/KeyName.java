package org.dwsaudit.schema.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.dwsaudit.schema.integrity.Sha256;

/** Names and ids of keys, as signed notes have them. */
final class KeyName {

  static final byte ED25519 = 1;
  static final int ID_BYTES = 4;

  private static final int CHARACTERS_MAX = 256;

  private KeyName() {}

  static String require(String name) {
    boolean fits =
        !name.isEmpty()
            && name.length() <= CHARACTERS_MAX
            && name.codePoints().noneMatch(KeyName::isBarred);
    if (!fits) {
      throw new NoteException(
          "key name: %d characters (expected: 1..%d, no white space, no plus sign)"
              .formatted(name.length(), CHARACTERS_MAX));
    }
    return name;
  }

  private static boolean isBarred(int c) {
    return c == '+' || Character.isISOControl(c) || Character.isWhitespace(c) || isSpace(c);
  }

  private static boolean isSpace(int c) {
    return Character.isSpaceChar(c) || Character.getType(c) == Character.SURROGATE;
  }

  /** The first four bytes of SHA-256 over name, line feed, kind of signature and public key. */
  static int id(String name, byte[] publicKey) {
    MessageDigest sha = Sha256.digest();
    sha.update(name.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n');
    sha.update(ED25519);
    return ByteBuffer.wrap(sha.digest(publicKey)).getInt();
  }
}
