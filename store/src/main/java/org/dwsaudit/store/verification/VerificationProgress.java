package org.dwsaudit.store.verification;

/** Told how far a check has come. */
@FunctionalInterface
public interface VerificationProgress {

  VerificationProgress NONE = (_, _) -> {};

  /** Called now and then, on the check's thread, with what was checked so far. */
  void advanced(long sessions, long events);
}
