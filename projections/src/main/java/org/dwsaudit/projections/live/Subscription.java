package org.dwsaudit.projections.live;

/** What the way out tells of its subscriber. Safe for use by several threads; returns at once. */
public interface Subscription {

  /** There is room again. */
  void resume();

  /** The subscriber went away; nothing more is said to them. */
  void cancel();
}
