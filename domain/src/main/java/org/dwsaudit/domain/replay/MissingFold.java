package org.dwsaudit.domain.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.dwsaudit.domain.replay.Missing.Range;

/** Notices which numbers a stream leaves out. */
final class MissingFold {

  private final int rangesMax;
  private final long upTo;
  private final Deque<Range> ranges = new ArrayDeque<>();
  private long next = 1;
  private long events;
  private long omitted;

  /**
   * @param upTo the number behind which nothing is missed
   */
  MissingFold(int rangesMax, long upTo) {
    this.rangesMax = rangesMax;
    this.upTo = upTo;
  }

  void read(long number) {
    Range gap = gapBefore(number);
    if (gap.from() <= gap.to()) {
      ranges.addLast(gap);
      events += gap.to() - gap.from() + 1;
      if (ranges.size() > rangesMax) {
        ranges.removeFirst();
        omitted++;
      }
    }
    next = Math.max(next, number + 1);
  }

  private Range gapBefore(long number) {
    return new Range(next, Math.min(number - 1, upTo));
  }

  /**
   * @param last the last number that the session has given out
   */
  Missing missing(long last) {
    Range tail = gapBefore(last + 1);
    if (tail.from() > tail.to()) {
      return new Missing(new ArrayList<>(ranges), events, omitted);
    }
    List<Range> all = new ArrayList<>(ranges);
    all.add(tail);
    boolean tooMany = all.size() > rangesMax;
    return new Missing(
        tooMany ? all.subList(1, all.size()) : all,
        events + tail.to() - tail.from() + 1,
        omitted + (tooMany ? 1 : 0));
  }
}
