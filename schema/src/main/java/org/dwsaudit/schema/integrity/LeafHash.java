package org.dwsaudit.schema.integrity;

/** Stands for one recorded event and, through the chain, for all before it in its session. */
public record LeafHash(Bytes32 value) {

  /** What stands for the previous leaf of a session's first event: 32 zero bytes. */
  public static final LeafHash NONE = new LeafHash(Bytes32.of(new byte[Bytes32.LENGTH]));

  public static LeafHash of(byte[] bytes) {
    return new LeafHash(Bytes32.of(bytes));
  }

  /** Reads 64 lower-case hex digits; {@link IllegalArgumentException} for anything else. */
  public static LeafHash ofHex(String hex) {
    return new LeafHash(Bytes32.ofHex(hex));
  }

  /** A copy. */
  public byte[] bytes() {
    return value.bytes();
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}
