package org.dwsaudit.projections.query;

import java.util.List;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * What was found in a stretch of the log, in the order in which it was read.
 *
 * @param upTo where the stretch ends and the next begins: in commit order, all that was asked for
 *     up to there is in it; backwards, all down to there
 * @param atEnd whether nothing lay behind it when it was read
 */
public record LogStretch(List<RecordedEvent> events, Position upTo, boolean atEnd) {

  public LogStretch {
    events = List.copyOf(events);
  }
}
