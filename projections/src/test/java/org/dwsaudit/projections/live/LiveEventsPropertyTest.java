package org.dwsaudit.projections.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.query.EventFilter;

/**
 * Whatever is appended, told of or not, read, dropped, resumed, paused and forgotten in whatever
 * order: every reader ends with every event that they asked for, once, in order.
 */
class LiveEventsPropertyTest {

  private static final LiveLimits LIMITS =
      new LiveLimits(1_000, 5, 1_000_000, Duration.ofSeconds(1), Duration.ofDays(1));
  private static final long A_MINUTE_AND_MORE = Duration.ofSeconds(61).toNanos();

  /** Something that happens. */
  private sealed interface Action {
    record Append(int events, int kind, Told told) implements Action {}

    record LookAtLog() implements Action {}

    record RunThreads(int tasks) implements Action {}

    record Subscribe(int filter, int start, int room) implements Action {}

    record Drop(int reader) implements Action {}

    record Resume(int reader, int room) implements Action {}

    record GiveRoom(int reader, int events) implements Action {}

    record Tick(boolean longAfter) implements Action {}
  }

  /** What the feed says of an append. */
  private enum Told {
    EVENTS,
    EVENTS_TWICE,
    CHANGE,
    NOTHING
  }

  @Property(tries = 500)
  void everyReaderGetsEverythingOnceInOrder(@ForAll("histories") List<Action> actions) {
    World world = new World();
    actions.forEach(world::act);
    world.settle();
  }

  @Provide
  Arbitrary<List<Action>> histories() {
    Arbitrary<Integer> small = Arbitraries.integers().between(0, 9);
    Arbitrary<Action> append =
        Combinators.combine(
                Arbitraries.integers().between(1, 12), small, Arbitraries.of(Told.values()))
            .as(Action.Append::new);
    Arbitrary<Action> subscribe =
        Combinators.combine(small, small, small).as(Action.Subscribe::new);
    return Arbitraries.frequencyOf(
            Tuple.of(6, append),
            Tuple.of(5, Arbitraries.just(new Action.LookAtLog())),
            Tuple.of(6, small.map(Action.RunThreads::new)),
            Tuple.of(3, subscribe),
            Tuple.of(2, small.map(Action.Drop::new)),
            Tuple.of(2, Combinators.combine(small, small).as(Action.Resume::new)),
            Tuple.of(3, Combinators.combine(small, small).as(Action.GiveRoom::new)),
            Tuple.of(2, Arbitraries.of(true, false).map(Action.Tick::new)))
        .list()
        .ofMaxSize(80);
  }

  /** The subject with everything around it, moved by hand. */
  private static final class World {

    private static final List<EventFilter> FILTERS =
        List.of(
            EventFilter.ALL,
            new EventFilter(
                List.of("workflow.*"), List.of(), List.of(), List.of(), List.of(), null, null),
            new EventFilter(
                List.of("skill.invoked", "skill.invoked"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null),
            new EventFilter(
                List.of(), List.of(Events.session(1)), List.of(), List.of(), List.of(), null, null),
            new EventFilter(
                List.of("*.completed"),
                List.of(),
                List.of("worker-2"),
                List.of(),
                List.of(),
                null,
                null),
            new EventFilter(
                List.of(), List.of(), List.of(), List.of(), List.of("nobody"), null, null));

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final MemoryLog log = new MemoryLog();
    private final LiveEvents live = new LiveEvents(log, log, LIMITS, threads::add, new NoClock());
    private final List<Reader> readers = new ArrayList<>();

    void act(Action action) {
      switch (action) {
        case Action.Append append -> append(append);
        case Action.LookAtLog _ -> live.tail().step();
        case Action.RunThreads run -> runThreads(run.tasks());
        case Action.Subscribe subscribe -> subscribe(subscribe);
        case Action.Drop drop -> reader(drop.reader(), false).forEach(Reader::drop);
        case Action.Resume resume ->
            reader(resume.reader(), true).forEach(reader -> reader.resume(live, resume.room()));
        case Action.GiveRoom room ->
            reader(room.reader(), false).forEach(reader -> reader.giveRoom(room.events()));
        case Action.Tick tick ->
            live.tick(
                System.nanoTime()
                    + (tick.longAfter() ? A_MINUTE_AND_MORE : LIMITS.heartbeat().toNanos()));
      }
    }

    private List<Reader> reader(int number, boolean dropped) {
      return readers.stream()
          .filter(reader -> reader.isDropped() == dropped)
          .skip(number)
          .limit(1)
          .toList();
    }

    private void append(Action.Append append) {
      List<AuditEvent> events =
          IntStream.range(0, append.events()).mapToObj(i -> event(append.kind() + i)).toList();
      CommitFeed.Group group = log.append(events);
      switch (append.told()) {
        case EVENTS -> log.tell(group);
        case EVENTS_TWICE -> {
          log.tell(group);
          log.tell(group);
        }
        case CHANGE -> log.tellOfOthers();
        case NOTHING -> {}
      }
    }

    private static AuditEvent event(int kind) {
      String type =
          switch (kind % 4) {
            case 0 -> "workflow.started";
            case 1 -> "workflow.completed";
            case 2 -> "skill.invoked";
            default -> "verification.completed";
          };
      return Events.event(
          Events.session(kind % 3),
          type,
          Events.NOON,
          "worker-" + kind % 5,
          "workflow-1",
          null,
          "{}");
    }

    private void subscribe(Action.Subscribe subscribe) {
      Reader reader = new Reader(log, FILTERS.get(subscribe.filter() % FILTERS.size()));
      readers.add(reader);
      long head = log.head().value();
      StartPoint start =
          switch (subscribe.start() % 3) {
            case 0 -> new StartPoint.Now();
            case 1 -> new StartPoint.Beginning();
            default -> new StartPoint.After(new Position(head * subscribe.start() / 10));
          };
      reader.subscribe(live, start, subscribe.room());
    }

    private void runThreads(int tasks) {
      for (int i = 0; i < tasks && !threads.isEmpty(); i++) {
        threads.remove().run();
      }
    }

    /** Everybody is there again, with room for all that there is. */
    void settle() {
      for (Reader reader : readers) {
        if (reader.isDropped()) {
          reader.resume(live, 0);
        }
        reader.giveRoom(10_000);
      }
      log.tellOfOthers();
      live.tail().step();
      runThreads(Integer.MAX_VALUE);
      live.tail().step();
      runThreads(Integer.MAX_VALUE);
      readers.forEach(Reader::assertComplete);
    }
  }
}
