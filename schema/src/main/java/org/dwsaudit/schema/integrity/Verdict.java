package org.dwsaudit.schema.integrity;

/** What came out of checking an event against its leaf. */
public sealed interface Verdict {

  /** Whatever is disclosed is what was recorded, and what is withheld was there. */
  record Genuine() implements Verdict {}

  /**
   * @param message the first thing wrong, for people; it names places, never values
   */
  record Refused(ProofFlaw flaw, String message) implements Verdict {}
}
