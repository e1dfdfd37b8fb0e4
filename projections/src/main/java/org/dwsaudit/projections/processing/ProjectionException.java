package org.dwsaudit.projections.processing;

/** A batch, token or rebuild that the database did not take; it is tried again. */
final class ProjectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProjectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
