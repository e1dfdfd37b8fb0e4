package org.dwsaudit.store.postgres;

import java.util.List;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log for one open stream and remembers how far it has looked, so that events which the
 * condition leaves out are not read again.
 */
final class LiveLog {

  private final SharedPages pages;
  private final StreamingCondition condition;
  private final boolean everything;
  private long position;

  LiveLog(SharedPages pages, StreamingCondition condition, long position) {
    this.pages = pages;
    this.condition = condition;
    this.everything = condition.criteria().flatten().isEmpty();
    this.position = position;
  }

  /**
   * The next matching events, empty when the head is reached; what was given before is remembered.
   */
  synchronized List<SharedPages.Item> next(SharedPages.@Nullable Item lastGiven) {
    while (true) {
      List<SharedPages.Item> page = pages.behind(position);
      if (page.isEmpty()) {
        return page;
      }
      position = page.getLast().row().position();
      List<SharedPages.Item> matching =
          everything
              ? page
              : page.stream().filter(item -> Criteria.matches(condition, item.row())).toList();
      if (!matching.isEmpty()) {
        return matching;
      }
    }
  }
}
