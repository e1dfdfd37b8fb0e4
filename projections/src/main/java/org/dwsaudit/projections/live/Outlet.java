package org.dwsaudit.projections.live;

import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * The way out to one subscriber. Its methods are called one at a time, on threads that MUST NOT be
 * kept waiting.
 */
public interface Outlet {

  /**
   * The first call.
   *
   * @param from the position behind which the subscription begins
   */
  void open(Subscription subscription, Position from);

  /**
   * Whether there is room for one more event. Once it has said no it MUST tell the subscription
   * when there is room again.
   */
  boolean isReady();

  /** Takes an event; it may be kept back until {@link #flush}. */
  void event(RecordedEvent disclosed);

  /** Nothing was sent for a while, and everything up to this position that is asked for was. */
  void heartbeat(Position upTo);

  /** Nothing more comes at the moment. */
  void flush();

  /**
   * The last call: the stream ends.
   *
   * @param reason to be told to the subscriber
   * @param resumeAfter the position after which they go on
   */
  void end(Throwable reason, Position resumeAfter);
}
