package org.dwsaudit.schema.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A perfect subtree: the entries from {@code index · 2^level} to before {@code (index + 1) ·
 * 2^level}.
 */
public record Subtree(int level, long index) {

  public long first() {
    return index << level;
  }

  /** Behind its last entry. */
  public long end() {
    return (index + 1) << level;
  }

  /**
   * The fewest perfect subtrees that make up the entries from one to before another, from left to
   * right. There are at most twice as many as the tree is high.
   *
   * @throws IllegalArgumentException unless 0 ≤ from ≤ to
   */
  public static List<Subtree> covering(long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "entries %d to %d (expected: two places in order)".formatted(from, to));
    }
    List<Subtree> subtrees = new ArrayList<>();
    long at = from;
    while (at < to) {
      int level = highest(at, to);
      subtrees.add(new Subtree(level, at >>> level));
      at += 1L << level;
    }
    return subtrees;
  }

  /** Of the largest perfect subtree that begins at an entry and ends before another. */
  static int highest(long at, long to) {
    int fits = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - at);
    return at == 0 ? fits : Math.min(fits, Long.numberOfTrailingZeros(at));
  }
}
