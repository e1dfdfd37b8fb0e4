package org.dwsaudit.projections.query;

import java.util.List;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * What was found in a stretch of the log, in commit order.
 *
 * @param upTo where the stretch ends: all that was asked for up to there is in it
 * @param atHead whether nothing was committed behind it when it was read
 */
public record LogStretch(List<RecordedEvent> events, Position upTo, boolean atHead) {

  public LogStretch {
    events = List.copyOf(events);
  }
}
