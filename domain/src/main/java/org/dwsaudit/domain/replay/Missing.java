package org.dwsaudit.domain.replay;

import java.util.List;

/**
 * Events that the state may lack because they are stored no more: retention expired them.
 *
 * @param ranges runs of their sequence numbers, in order
 * @param events how many they are, those of omitted ranges too
 * @param omitted how many earlier ranges were let go to stay within {@link Bounds}
 */
public record Missing(List<Range> ranges, long events, long omitted) {

  public Missing {
    ranges = List.copyOf(ranges);
  }

  /** Sequence numbers, both ends included. */
  public record Range(long from, long to) {}
}
