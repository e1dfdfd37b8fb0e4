package org.dwsaudit.schema.json;

import java.util.Arrays;

/**
 * Bytes that grow as they are written: canonical JSON and what is hashed come into being here
 * without texts in between. For one thread.
 */
public final class Utf8Buffer {

  private byte[] bytes;
  private int length;

  /**
   * @param bytesExpected a guess; more than that costs a copy
   */
  public Utf8Buffer(int bytesExpected) {
    bytes = new byte[bytesExpected];
  }

  public int length() {
    return length;
  }

  /** Drops what lies behind, or takes in what was written to {@link #array()} directly. */
  public void setLength(int newLength) {
    length = newLength;
  }

  /**
   * The bytes, shared and good until the next write; those from {@link #length()} on mean nothing.
   */
  public byte[] array() {
    return bytes;
  }

  public byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  public Utf8Buffer put(byte value) {
    reserve(1);
    bytes[length++] = value;
    return this;
  }

  /** Big-endian. */
  public Utf8Buffer putInt(int value) {
    reserve(Integer.BYTES);
    setInt(length, value);
    length += Integer.BYTES;
    return this;
  }

  /** Big-endian, over what was written at the index. */
  public void setInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  /** Big-endian. */
  public Utf8Buffer putLong(long value) {
    return putInt((int) (value >>> 32)).putInt((int) value);
  }

  public Utf8Buffer put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Repeats bytes written before. */
  public Utf8Buffer putAgain(int from, int count) {
    reserve(count);
    System.arraycopy(bytes, from, bytes, length, count);
    length += count;
    return this;
  }

  /** Moves the last bytes to an index before them and drops what is between. */
  public void closeGap(int to, int count) {
    System.arraycopy(bytes, length - count, bytes, to, count);
    length = to + count;
  }

  /** Makes room for so many more bytes in {@link #array()}, without writing them. */
  public void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(2 * bytes.length, length), more));
    }
  }

  /**
   * The text in UTF-8.
   *
   * @throws IllegalArgumentException if it has a lone surrogate
   */
  public Utf8Buffer putText(String text) {
    int end = text.length();
    for (int i = putPlain(text, 0); i < end; i = putPlain(text, i + 1)) {
      char c = text.charAt(i);
      if (c < 0x80) {
        put((byte) c);
      } else {
        i = putBeyondAscii(text, i);
      }
    }
    return this;
  }

  /**
   * Writes the characters from an index on up to the first that JSON escapes or that is not ASCII;
   * the index of that comes back, or the text's length.
   */
  int putPlain(String text, int from) {
    int end = text.length();
    reserve(end - from);
    byte[] out = bytes;
    int at = length;
    int i = from;
    for (; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      out[at++] = (byte) c;
    }
    length = at;
    return i;
  }

  /** Writes the character at the index; the index of its last half comes back. */
  int putBeyondAscii(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x800) {
      put((byte) (0xC0 | c >> 6)).put(continued(c));
      return i;
    }
    if (!Character.isSurrogate(c)) {
      put((byte) (0xE0 | c >> 12)).put(continued(c >> 6)).put(continued(c));
      return i;
    }
    int point = text.codePointAt(i);
    if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      throw new IllegalArgumentException("text with a lone surrogate");
    }
    put((byte) (0xF0 | point >> 18)).put(continued(point >> 12));
    put(continued(point >> 6)).put(continued(point));
    return i + 1;
  }

  private static byte continued(int bits) {
    return (byte) (0x80 | bits & 0x3F);
  }
}
