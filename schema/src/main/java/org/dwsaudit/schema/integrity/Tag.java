package org.dwsaudit.schema.integrity;

/**
 * The first byte of whatever is hashed, so that no digest of one kind is one of another. 0x00 and
 * 0x01 stay free for Merkle trees over leaves (RFC 9162, section 2.1.1).
 */
final class Tag {

  static final byte MEMBER_SALT = 0x10;
  static final byte ELEMENT_SALT = 0x11;
  static final byte VALUE = 0x20;
  static final byte OBJECT = 0x21;
  static final byte ARRAY = 0x22;
  static final byte EVENT = 0x30;
  static final byte LEAF = 0x31;

  private Tag() {}
}
