package org.dwsaudit.store.postgres;

import java.util.List;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log for one open stream and remembers how far it has looked, so that events which the
 * condition leaves out are not read again.
 */
final class LiveLog {

  private static final int PAGE_ROWS = 500;

  private final LogReader reader;
  private final StreamingCondition condition;
  private long position;

  LiveLog(LogReader reader, StreamingCondition condition, long position) {
    this.reader = reader;
    this.condition = condition;
    this.position = position;
  }

  /**
   * The next matching rows, empty when the head is reached; what was given before is remembered.
   */
  synchronized List<LogRow> next(@Nullable LogRow lastGiven) {
    while (true) {
      List<LogRow> page = reader.log(position, Long.MAX_VALUE, PAGE_ROWS);
      if (page.isEmpty()) {
        return page;
      }
      position = page.getLast().position();
      List<LogRow> matching =
          page.stream().filter(row -> Criteria.matches(condition, row)).toList();
      if (!matching.isEmpty()) {
        return matching;
      }
    }
  }
}
