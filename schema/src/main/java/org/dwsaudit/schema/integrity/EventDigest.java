package org.dwsaudit.schema.integrity;

/** Commits to all that an event says, whatever number it gets and whenever it is recorded. */
public record EventDigest(Bytes32 value) {

  @Override
  public String toString() {
    return value.hex();
  }
}
