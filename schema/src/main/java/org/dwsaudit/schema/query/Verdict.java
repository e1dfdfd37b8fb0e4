package org.dwsaudit.schema.query;

/** What a predicate says of an event. */
public enum Verdict {
  HOLDS,
  /** It does not hold, or asks for a member that is missing or has another type. */
  DOES_NOT_HOLD,
  /**
   * Saying it would cost more than it may, or the content cannot be read. Who reads takes it for a
   * no; who keeps MUST take it for a yes, or a large event would slip out of a hold.
   */
  UNDECIDED
}
