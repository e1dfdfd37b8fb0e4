package org.dwsaudit.projections.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.query.LogStretch;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;

/** A log in memory, and its feed. */
final class MemoryLog implements LiveLog, CommitFeed {

  private final List<RecordedEvent> events = new ArrayList<>();
  private final Set<Follower> followers = new CopyOnWriteArraySet<>();
  private int reads;

  /** Appends; the feed says nothing yet. */
  synchronized Group append(List<AuditEvent> appended) {
    Position after = head();
    List<RecordedEvent> group = new ArrayList<>();
    for (AuditEvent event : appended) {
      group.add(
          new RecordedEvent(
              TenantId.DEFAULT,
              event,
              events.size() + 1L,
              new Position(events.size() + 1L),
              Events.NOON));
      events.add(group.getLast());
    }
    return new MemoryGroup(after, head(), group);
  }

  private record MemoryGroup(Position after, Position upTo, List<RecordedEvent> events)
      implements Group {
    @Override
    public long bytes() {
      return events.size();
    }
  }

  void tell(Group group) {
    followers.forEach(follower -> follower.committed(group));
  }

  void tellOfOthers() {
    followers.forEach(Follower::changed);
  }

  @Override
  public Following follow(Follower follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  int followers() {
    return followers.size();
  }

  /** How often somebody looked. */
  synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized Position head() {
    return new Position(events.size());
  }

  @Override
  public LogStretch after(Position position, int limit) {
    return read(position, limit, event -> true);
  }

  @Override
  public History history(Principal principal, EventFilter filter) {
    return (position, limit) -> read(position, limit, e -> filter.matches(e.event()));
  }

  private synchronized LogStretch read(Position after, int limit, Predicate<RecordedEvent> wanted) {
    reads++;
    List<RecordedEvent> found = new ArrayList<>();
    Position upTo = after;
    // a stretch ends where it likes, here after a few events that were looked at
    int looked = 0;
    while (upTo.compareTo(head()) < 0 && found.size() < limit && looked++ < 7) {
      RecordedEvent event = events.get((int) upTo.value());
      if (wanted.test(event)) {
        found.add(event);
      }
      upTo = event.position();
    }
    return new LogStretch(found, upTo, upTo.compareTo(head()) >= 0);
  }

  /** The positions of what a filter selects behind a position. */
  synchronized List<Long> positions(EventFilter filter, long after) {
    return events.stream()
        .filter(e -> e.position().value() > after && filter.matches(e.event()))
        .map(e -> e.position().value())
        .toList();
  }
}
