package org.dwsaudit.compliance.bundle;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.EventFilter;

/** How the log is read: all that a filter selects, in commit order. */
@FunctionalInterface
public interface EventScan {

  /**
   * Hands over every event of the principal's tenant that the filter selects and that was in the
   * log when the scan began, with leaf hash and secret. No transaction MUST be open while the
   * consumer works.
   *
   * @param disclosure what the consumer and the filter's predicate get to see of an event
   */
  void scan(
      Principal principal,
      EventFilter filter,
      UnaryOperator<RecordedEvent> disclosure,
      Consumer<RecordedEvent> consumer);
}
