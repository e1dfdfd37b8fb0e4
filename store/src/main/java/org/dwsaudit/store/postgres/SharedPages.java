package org.dwsaudit.store.postgres;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.axonframework.messaging.eventhandling.EventMessage;

/**
 * Pages of the log that several streams read one after the other: each is read and decoded once, as
 * long as the readers are not far apart. What is between a page's ends does not change but for what
 * expires, and that may still be given for a moment. Safe for use by several threads.
 */
final class SharedPages {

  /** The newest pages that were read are kept: some 30,000 events, or as many as have this size. */
  private static final int PAGES_MAX = 64;

  private static final long BYTES_MAX = 64L << 20;

  /** A row and what it is to those who read events. */
  record Item(LogRow row, EventMessage message) {}

  private record Page(long after, List<Item> items, long bytes) {

    long last() {
      return items.getLast().row().position();
    }

    List<Item> behind(long position) {
      int from = 0;
      while (items.get(from).row().position() <= position) {
        from++;
      }
      return items.subList(from, items.size());
    }
  }

  private final LongFunction<List<LogRow>> read;
  private final Function<LogRow, EventMessage> decode;
  private final NavigableMap<Long, Page> pages = new TreeMap<>();
  private final Deque<Long> oldest = new ArrayDeque<>();
  private long bytes;

  /**
   * @param read gives the rows behind a position, some of them, in commit order and without a gap
   */
  SharedPages(LongFunction<List<LogRow>> read, Function<LogRow, EventMessage> decode) {
    this.read = read;
    this.decode = decode;
  }

  /** Some events behind a position, without a gap; empty at the head. */
  synchronized List<Item> behind(long position) {
    Map.Entry<Long, Page> known = pages.floorEntry(position);
    if (known != null && known.getValue().last() > position) {
      return known.getValue().behind(position);
    }
    List<LogRow> rows = read.apply(position);
    if (rows.isEmpty()) {
      return List.of();
    }
    Page page =
        new Page(
            position,
            rows.stream().map(row -> new Item(row, decode.apply(row))).toList(),
            rows.stream().mapToLong(LogRow::bytes).sum());
    keep(page);
    return page.items();
  }

  private void keep(Page page) {
    Page replaced = pages.put(page.after(), page);
    if (replaced == null) {
      oldest.add(page.after());
    } else {
      bytes -= replaced.bytes();
    }
    bytes += page.bytes();
    while (oldest.size() > 1 && (oldest.size() > PAGES_MAX || bytes > BYTES_MAX)) {
      Page dropped = pages.remove(oldest.remove());
      bytes -= dropped == null ? 0 : dropped.bytes();
    }
  }
}
