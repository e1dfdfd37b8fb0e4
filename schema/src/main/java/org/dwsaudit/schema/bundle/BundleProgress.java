package org.dwsaudit.schema.bundle;

/** Is told how far a check has come, and what it proved. Called by one thread. */
public interface BundleProgress {

  /** Nobody watches. */
  BundleProgress NONE = new BundleProgress() {};

  /**
   * @param events checked so far
   * @param ofEvents as many as the manifest says there are
   */
  default void checked(long events, long ofEvents) {}

  /** A session came to its end. Nothing of it counts before the whole bundle is proved. */
  default void session(ProvedSession session) {}
}
