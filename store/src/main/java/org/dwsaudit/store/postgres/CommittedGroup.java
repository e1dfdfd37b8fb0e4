package org.dwsaudit.store.postgres;

import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/** What this server has committed in one go: all that the log has between two positions. */
public final class CommittedGroup {

  private final long base;
  private final List<LogRow> rows;

  /**
   * @param base the position before the first row's
   */
  CommittedGroup(long base, List<LogRow> rows) {
    this.base = base;
    this.rows = rows;
  }

  /** The position before the group's first. */
  public Position after() {
    return new Position(base);
  }

  /** The group's last position. */
  public Position upTo() {
    return new Position(base + rows.size());
  }

  /** About how much memory it takes. */
  public long bytes() {
    long bytes = 0;
    for (LogRow row : rows) {
      bytes += row.bytes();
    }
    return bytes;
  }

  /**
   * Its events as the log gives them back, without messages that are no DWS events. They are made
   * now, on the caller's thread.
   */
  public List<RecordedEvent> events() {
    List<RecordedEvent> events = new ArrayList<>(rows.size());
    long position = base;
    for (LogRow row : rows) {
      position++;
      if (row.metadataJson() == null) {
        events.add(MessageCodec.recordedEvent(row, position));
      }
    }
    return events;
  }
}
