package org.dwsaudit.compliance.retention;

/** Told how far a retention run has come. */
@FunctionalInterface
public interface RetentionProgress {

  RetentionProgress NONE = (_, _) -> {};

  /**
   * Called after each batch, on the run's thread. What it throws ends the run there: what has
   * expired stays expired and recorded.
   *
   * @param expired events removed so far
   * @param held events that are due and that holds have kept, so far
   */
  void advanced(long expired, long held);
}
