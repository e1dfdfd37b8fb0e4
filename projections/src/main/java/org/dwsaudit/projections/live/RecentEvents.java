package org.dwsaudit.projections.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, in commit order: everything behind {@link #start}. Bounded in number, in bytes
 * and, by whoever calls {@link #forgetBefore}, in age. Not safe for several threads.
 */
final class RecentEvents {

  private static final int EVENT_BYTES = 600;

  private final @Nullable RecordedEvent[] ring;
  private final long[] enteredNanos;
  private final long bytesMax;
  private int first;
  private int size;
  private long bytes;
  private long start;

  RecentEvents(int eventsMax, long bytesMax) {
    this.ring = new @Nullable RecordedEvent[eventsMax];
    this.enteredNanos = new long[eventsMax];
    this.bytesMax = bytesMax;
  }

  /** Forgets everything; what is added next is all that follows a position. */
  void clear(long startPosition) {
    while (size > 0) {
      forgetFirst();
    }
    start = startPosition;
  }

  /** The event MUST be behind all that were added before. */
  void add(RecordedEvent event, long nowNanos) {
    if (size == ring.length) {
      forgetFirst();
    }
    int place = place(size);
    ring[place] = event;
    enteredNanos[place] = nowNanos;
    size++;
    bytes += bytes(event);
    while (bytes > bytesMax) {
      forgetFirst();
    }
  }

  /** Forgets what came before a time: what is gone from the log must not stay here for long. */
  void forgetBefore(long nanos) {
    while (size > 0 && enteredNanos[first] - nanos < 0) {
      forgetFirst();
    }
  }

  private void forgetFirst() {
    RecordedEvent oldest = at(0);
    start = oldest.position().value();
    bytes -= bytes(oldest);
    ring[first] = null;
    first = place(1);
    size--;
  }

  /** Everything behind this position is here. */
  long start() {
    return start;
  }

  /** The events behind a position that is at {@link #start} or behind it. */
  List<RecordedEvent> after(long position, int limit) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle).position().value() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int end = Math.min(size, low + limit);
    List<RecordedEvent> events = new ArrayList<>(end - low);
    for (int i = low; i < end; i++) {
      events.add(at(i));
    }
    return events;
  }

  private RecordedEvent at(int index) {
    return Objects.requireNonNull(ring[place(index)]);
  }

  private int place(int index) {
    return (first + index) % ring.length;
  }

  int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  private static long bytes(RecordedEvent recorded) {
    return (long) EVENT_BYTES + recorded.event().contentCharacters();
  }
}
