package org.dwsaudit.schema.integrity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The two primitives, with exceptions that every Java rules out ruled out. */
public final class Sha256 {

  private static final int BLOCK_BYTES = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private Sha256() {}

  /** Looking an algorithm up costs more than a short hash does; a copy costs next to nothing. */
  private static final MessageDigest PROTOTYPE = lookUp();

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A new digest, for one thread. */
  public static MessageDigest digest() {
    try {
      return (MessageDigest) PROTOTYPE.clone();
    } catch (CloneNotSupportedException e) {
      return lookUp();
    }
  }

  /**
   * HMAC (RFC 2104) with a key of at most a block: looking a {@code Mac} up and keying it costs
   * more than the hashing.
   */
  static byte[] hmac(MessageDigest sha, byte[] key, byte[] message) {
    sha.update(padded(key, INNER));
    byte[] inner = sha.digest(message);
    sha.update(padded(key, OUTER));
    return sha.digest(inner);
  }

  private static byte[] padded(byte[] key, byte pad) {
    byte[] block = new byte[BLOCK_BYTES];
    Arrays.fill(block, pad);
    for (int i = 0; i < key.length; i++) {
      block[i] ^= key[i];
    }
    return block;
  }
}
