package org.dwsaudit.schema.note;

/** A note, key or checkpoint that is not one, or that no known key signed. The message says why. */
public final class NoteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NoteException(String message) {
    super(message);
  }
}
