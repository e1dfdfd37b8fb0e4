package org.dwsaudit.projections.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;

/**
 * The subscribers of a tenant that have one filter: an event is held against it once for all of
 * them. Guarded by the window's lock.
 */
final class Audience {

  /** What makes an audience. */
  record Key(TenantId tenant, EventFilter filter) {}

  private final Key key;
  private final List<Subscriber> waiting = new ArrayList<>();
  private int members;

  Audience(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  void join() {
    members++;
  }

  /** Returns whether somebody is left. */
  boolean leave(Subscriber subscriber) {
    waiting.remove(subscriber);
    members--;
    return members > 0;
  }

  /** The subscriber has everything up to the tail and is to be woken when there is more. */
  void await(Subscriber subscriber) {
    waiting.add(subscriber);
  }

  /** Moves those who wait for the event to it, and to the list of those to be woken. */
  void offer(RecordedEvent event, List<Subscriber> woken) {
    if (waiting.isEmpty() || !Selection.mayTake(key.tenant(), key.filter(), event)) {
      return;
    }
    long position = event.position().value();
    for (Iterator<Subscriber> all = waiting.iterator(); all.hasNext(); ) {
      Subscriber subscriber = all.next();
      if (subscriber.wakeFor(position)) {
        all.remove();
        woken.add(subscriber);
      }
    }
  }
}
