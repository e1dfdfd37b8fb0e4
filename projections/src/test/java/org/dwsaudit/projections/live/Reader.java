package org.dwsaudit.projections.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.EventFilter;

/** A subscriber who drops and resumes, and remembers all that they were given. */
final class Reader {

  private final MemoryLog log;
  private final EventFilter filter;
  private final List<Long> got = new ArrayList<>();
  private long from;
  private long told;
  private Line line;

  Reader(MemoryLog log, EventFilter filter) {
    this.log = log;
    this.filter = filter;
  }

  void subscribe(LiveEvents live, StartPoint start, int room) {
    line = new Line(room);
    live.subscribe(new LiveRequest(LogFixture.READER, filter, start, event -> event), line);
    from = line.from;
    told = from;
  }

  void drop() {
    line.dropped = true;
    line.subscription.cancel();
  }

  void resume(LiveEvents live, int room) {
    line = new Line(room);
    live.subscribe(
        new LiveRequest(
            LogFixture.READER, filter, new StartPoint.After(new Position(told)), event -> event),
        line);
  }

  boolean isDropped() {
    return line.dropped;
  }

  boolean isEnded() {
    return line.end != null;
  }

  Throwable end() {
    return line.end;
  }

  void giveRoom(int events) {
    line.room += events;
    line.subscription.resume();
  }

  int heartbeats() {
    return line.heartbeats;
  }

  long told() {
    return told;
  }

  List<Long> got() {
    return got;
  }

  void assertComplete() {
    assertThat(got).isEqualTo(log.positions(filter, from));
  }

  /** One connection. */
  private final class Line implements Outlet {
    private int room;
    private Subscription subscription;
    private long from;
    private int heartbeats;
    private boolean dropped;
    private Throwable end;

    Line(int room) {
      this.room = room;
    }

    @Override
    public void open(Subscription opened, Position start) {
      subscription = Objects.requireNonNull(opened);
      from = start.value();
    }

    @Override
    public boolean isReady() {
      return room > 0;
    }

    @Override
    public void event(RecordedEvent disclosed) {
      if (dropped) {
        return; // it was on its way when the line broke: the reader never saw it
      }
      assertThat(room).as("room").isPositive();
      room--;
      got.add(disclosed.position().value());
      told = disclosed.position().value();
    }

    @Override
    public void heartbeat(Position upTo) {
      if (!dropped) {
        heartbeats++;
        assertThat(upTo.value()).isGreaterThanOrEqualTo(told);
        told = upTo.value();
        assertThat(got)
            .as("all that is asked for up to the heartbeat's position")
            .isEqualTo(
                log.positions(filter, Reader.this.from).stream().filter(p -> p <= told).toList());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void end(Throwable reason, Position resumeAfter) {
      assertThat(resumeAfter.value()).isGreaterThanOrEqualTo(told);
      end = reason;
      told = resumeAfter.value();
    }
  }
}
