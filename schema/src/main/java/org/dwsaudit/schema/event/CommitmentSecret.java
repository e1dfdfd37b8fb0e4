package org.dwsaudit.schema.event;

import java.util.function.Function;

/**
 * The secret of an event's commitment, on its way to where parts of the event are withheld. Whoever
 * has it can check guesses of everything in the event, so it is made not to get out by mistake: it
 * has no text, no JSON and no equality of its own, and only {@code schema.integrity} asks for its
 * bytes. Immutable; safe for use by several threads.
 */
public final class CommitmentSecret {

  private final byte[] bytes;

  private CommitmentSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes a copy. */
  public static CommitmentSecret of(byte[] bytes) {
    return new CommitmentSecret(bytes.clone());
  }

  /** What the function makes of a copy of the bytes. It MUST NOT give anything of them away. */
  public <T> T reveal(Function<byte[], T> use) {
    return use.apply(bytes.clone());
  }

  @Override
  public String toString() {
    return "CommitmentSecret";
  }
}
