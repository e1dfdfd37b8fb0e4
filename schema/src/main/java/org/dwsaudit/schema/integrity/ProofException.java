package org.dwsaudit.schema.integrity;

/** Ends a check at the first thing wrong. Its message names places, never values. */
public final class ProofException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ProofFlaw flaw;

  ProofException(ProofFlaw flaw, String message) {
    super(message, null, false, false);
    this.flaw = flaw;
  }

  public ProofFlaw flaw() {
    return flaw;
  }
}
