package org.dwsaudit.schema.integrity;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** 32 bytes, never changed: a SHA-256 digest or a salt. As text 64 lower-case hex digits. */
public final class Bytes32 {

  static final int LENGTH = 32;

  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  private Bytes32(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes; {@link IllegalArgumentException} unless there are 32. */
  public static Bytes32 of(byte[] bytes) {
    requireLength("bytes", bytes);
    return new Bytes32(bytes.clone());
  }

  /** Reads what {@link #hex()} writes; {@link IllegalArgumentException} for anything else. */
  public static Bytes32 ofHex(String hex) {
    return new Bytes32(decode(hex));
  }

  /** The 32 bytes that 64 lower-case hex digits stand for. */
  public static byte[] decode(String hex) {
    byte[] bytes = new byte[LENGTH];
    boolean valid = hex.length() == 2 * LENGTH;
    for (int i = 0; valid && i < LENGTH; i++) {
      int value = digit(hex.charAt(2 * i)) << 4 | digit(hex.charAt(2 * i + 1));
      bytes[i] = (byte) value;
      valid = value >= 0;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "hash: " + hex.length() + " characters (expected: 64 lower-case hex digits)");
    }
    return bytes;
  }

  /** A digit's value; negative for anything else. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  static void requireLength(String name, byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          name + ": " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HEX.formatHex(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes32 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
