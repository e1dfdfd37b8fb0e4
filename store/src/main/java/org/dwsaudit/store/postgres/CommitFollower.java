package org.dwsaudit.store.postgres;

/**
 * Is told of commits. Calls come on threads that write the log or hear of other servers: a follower
 * MUST return at once and MUST NOT throw. What it is told is a hint and no more: it may come late,
 * twice or not at all, and only the log says what was committed.
 */
public interface CommitFollower {

  /**
   * This server has committed a group. Groups come in the order of their positions; between two of
   * them there may be what other servers wrote.
   */
  void committed(CommittedGroup group);

  /** Another server may have committed something. */
  void changed();
}
