package org.dwsaudit.schema.merkle;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.Sha256;
import org.jspecify.annotations.Nullable;

/** A hash in the tree: 32 bytes, never changed. */
public final class MerkleHash {

  public static final int BYTES = 32;

  /** The root of the tree without entries: SHA-256 of nothing. */
  public static final MerkleHash EMPTY = new MerkleHash(Sha256.digest().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  private MerkleHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes; {@link IllegalArgumentException} unless there are 32. */
  public static MerkleHash of(byte[] bytes) {
    return ofPart(bytes, 0, bytes.length);
  }

  /** The one that stands at a place among hashes that are laid end to end, as in a tile. */
  public static MerkleHash at(byte[] hashes, int place) {
    return ofPart(hashes, place * BYTES, (place + 1) * BYTES);
  }

  private static MerkleHash ofPart(byte[] bytes, int from, int to) {
    if (to - from != BYTES) {
      throw new IllegalArgumentException(
          "hash: %d bytes (expected: %d)".formatted(to - from, BYTES));
    }
    return new MerkleHash(Arrays.copyOfRange(bytes, from, to));
  }

  /** Reads 64 lower-case hex digits; {@link IllegalArgumentException} for anything else. */
  public static MerkleHash ofHex(String hex) {
    return new MerkleHash(Bytes32.decode(hex));
  }

  /** Reads what {@link #base64} writes; {@link IllegalArgumentException} for anything else. */
  public static MerkleHash ofBase64(String text) {
    MerkleHash hash = of(Base64.getDecoder().decode(text));
    if (!hash.base64().equals(text)) {
      throw new IllegalArgumentException("hash: Base64 in another form (expected: RFC 4648)");
    }
    return hash;
  }

  /** The hash of a leaf: of a zero byte and the entry. */
  public static MerkleHash ofEntry(byte[] entry) {
    MessageDigest sha = Sha256.digest();
    sha.update(LEAF);
    return new MerkleHash(sha.digest(entry));
  }

  /** The hash of an inner node: of a byte 1 and the hashes below it. */
  public static MerkleHash ofChildren(MerkleHash left, MerkleHash right) {
    MessageDigest sha = Sha256.digest();
    sha.update(NODE);
    sha.update(left.bytes);
    return new MerkleHash(sha.digest(right.bytes));
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] hashes, int place) {
    System.arraycopy(bytes, 0, hashes, place * BYTES, BYTES);
  }

  public String hex() {
    return HEX.formatHex(bytes);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MerkleHash that && Arrays.equals(bytes, that.bytes);
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
