package org.dwsaudit.compliance.transparency;

/** Ends a check of the tree at the first thing wrong; does not leave the package. */
final class TreeFaultException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TreeFaultException(String message) {
    super(message, null, false, false);
  }
}
