package org.dwsaudit.schema.note;

import java.nio.ByteBuffer;
import java.util.Base64;

/** A signature under a note, of which nothing is known yet: {@code — name Base64(id, bytes)}. */
record NoteSignature(String name, int keyId, byte[] bytes) {

  private static final String DASH = "\u2014 ";

  static NoteSignature parse(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw new NoteException("note: a line that is no signature (expected: — name Base64)");
    }
    String name = KeyName.require(line.substring(DASH.length(), space));
    byte[] typed = decoded(line.substring(space + 1));
    byte[] bytes = new byte[typed.length - KeyName.ID_BYTES];
    System.arraycopy(typed, KeyName.ID_BYTES, bytes, 0, bytes.length);
    return new NoteSignature(name, ByteBuffer.wrap(typed).getInt(), bytes);
  }

  private static byte[] decoded(String text) {
    try {
      byte[] typed = Base64.getDecoder().decode(text);
      // one spelling each: Java passes over the bits that the last character does not need
      if (typed.length > KeyName.ID_BYTES
          && Base64.getEncoder().encodeToString(typed).equals(text)) {
        return typed;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new NoteException("note: a signature that is no Base64 (expected: of 5 bytes or more)");
  }

  String line() {
    ByteBuffer typed = ByteBuffer.allocate(KeyName.ID_BYTES + bytes.length);
    typed.putInt(keyId).put(bytes);
    return DASH + name + " " + Base64.getEncoder().encodeToString(typed.array()) + "\n";
  }

  boolean isBy(NoteVerifier verifier) {
    return keyId == verifier.id() && name.equals(verifier.name());
  }
}
