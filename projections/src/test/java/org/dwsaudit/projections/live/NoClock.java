package org.dwsaudit.projections.live;

/** Ticks only when the test does. */
final class NoClock implements LiveClock {

  @Override
  public void start(Runnable tick) {}

  @Override
  public void stop() {}
}
