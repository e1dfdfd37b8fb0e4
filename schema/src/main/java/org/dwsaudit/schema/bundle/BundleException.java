package org.dwsaudit.schema.bundle;

/**
 * Ends the check of a bundle at the first thing wrong: nothing of it is proved. The message names
 * places, never values.
 */
public final class BundleException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final BundleFlaw flaw;

  public BundleException(BundleFlaw flaw, String message) {
    super(message);
    this.flaw = flaw;
  }

  public BundleFlaw flaw() {
    return flaw;
  }

  static BundleException malformed(String message) {
    return new BundleException(BundleFlaw.BUNDLE_MALFORMED, message);
  }
}
