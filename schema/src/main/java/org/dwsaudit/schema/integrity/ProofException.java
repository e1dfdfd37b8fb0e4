package org.dwsaudit.schema.integrity;

/** Ends a check at the first thing wrong; does not leave the package. */
final class ProofException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ProofFlaw flaw;

  ProofException(ProofFlaw flaw, String message) {
    super(message, null, false, false);
    this.flaw = flaw;
  }

  ProofFlaw flaw() {
    return flaw;
  }
}
