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
    if (hex.length() != 2 * LENGTH || !hex.chars().allMatch(Bytes32::isLowerHex)) {
      throw new IllegalArgumentException(
          "hash: " + hex.length() + " characters (expected: 64 lower-case hex digits)");
    }
    return new Bytes32(HEX.parseHex(hex));
  }

  static void requireLength(String name, byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          name + ": " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
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
