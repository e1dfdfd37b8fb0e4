package org.dwsaudit.projections.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.projections.query.LogStretch;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.EventFilter;
import org.junit.jupiter.api.Test;

class LiveEventsTest {

  private static final LiveLimits LIMITS =
      new LiveLimits(2, 100, 1_000_000, Duration.ofSeconds(15), Duration.ofSeconds(30));
  private static final int PLENTY = 100_000;

  private final MemoryLog log = new MemoryLog();
  private final LiveEvents live = new LiveEvents(log, log, LIMITS, Runnable::run, new NoClock());

  private static List<AuditEvent> events(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> Events.plain(Events.session(i), "skill.invoked"))
        .toList();
  }

  private Reader subscribed(StartPoint start, int room) {
    Reader reader = new Reader(log, EventFilter.ALL);
    reader.subscribe(live, start, room);
    return reader;
  }

  @Test
  void doesNothingWhileNobodySubscribes() {
    log.append(events(3));
    live.tail().step();
    assertThat(log.reads()).isZero();
    assertThat(log.followers()).isZero();

    Reader reader = subscribed(new StartPoint.Now(), PLENTY);
    log.tell(log.append(events(3)));
    live.tail().step();
    assertThat(reader.got()).containsExactly(4L, 5L, 6L);
    reader.drop();

    int reads = log.reads();
    log.append(events(3));
    log.tellOfOthers();
    live.tail().step();
    assertThat(log.reads()).isEqualTo(reads);
    assertThat(log.followers()).isZero();
    assertThat(live.stats().recentEvents()).isZero();
    assertThat(live.stats().filters()).isZero();
  }

  @Test
  void takesWhatThisServerCommitsFromMemory() {
    Reader reader = subscribed(new StartPoint.Now(), PLENTY);
    live.tail().step();
    int reads = log.reads();

    log.tell(log.append(events(50)));
    live.tail().step();

    assertThat(reader.got()).hasSize(50);
    assertThat(log.reads()).isEqualTo(reads);
  }

  @Test
  void takesSoManySubscribersAndNoMore() {
    Reader first = subscribed(new StartPoint.Now(), PLENTY);
    subscribed(new StartPoint.Now(), PLENTY);

    assertThatThrownBy(() -> subscribed(new StartPoint.Now(), PLENTY))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    assertThat(live.stats().refused()).isEqualTo(1);

    first.drop();
    subscribed(new StartPoint.Now(), PLENTY);
    assertThat(live.stats().subscribers()).isEqualTo(2);
  }

  @Test
  void refusesAPositionThatTheLogHasNotReached() {
    log.append(events(3));
    subscribed(new StartPoint.After(new Position(3)), PLENTY);

    assertThatThrownBy(() -> subscribed(new StartPoint.After(new Position(4)), PLENTY))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(live.stats().subscribers()).isEqualTo(1);
  }

  @Test
  void tellsAReaderWhoTakesNothingWhereToGoOnAndNobodyElseNoticesThem() {
    Reader slow = subscribed(new StartPoint.Now(), 3);
    Reader quick = subscribed(new StartPoint.Now(), PLENTY);
    log.tell(log.append(events(10)));
    live.tail().step();

    live.tick(System.nanoTime() + Duration.ofSeconds(20).toNanos());
    assertThat(slow.isEnded()).isFalse();
    live.tick(System.nanoTime() + Duration.ofSeconds(31).toNanos());

    assertThat(slow.isEnded()).isTrue();
    assertThat(slow.end())
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SLOW_READER));
    assertThat(slow.told()).isEqualTo(3);
    assertThat(quick.isEnded()).isFalse();
    assertThat(quick.got()).hasSize(10);
    assertThat(live.stats().stalled()).isEqualTo(1);
    assertThat(live.stats().subscribers()).isEqualTo(1);

    slow.resume(live, PLENTY);
    slow.assertComplete();
  }

  @Test
  void saysHowFarItHasComeWhereNothingIsSelected() {
    Reader reader =
        new Reader(
            log,
            new EventFilter(
                List.of("workflow.*"), List.of(), List.of(), List.of(), List.of(), null, null));
    reader.subscribe(live, new StartPoint.Beginning(), PLENTY);
    log.tell(log.append(events(40)));
    live.tail().step();
    assertThat(reader.told()).isZero();

    live.tick(System.nanoTime() + Duration.ofSeconds(16).toNanos());

    assertThat(reader.heartbeats()).isEqualTo(1);
    assertThat(reader.told()).isEqualTo(40);
  }

  @Test
  void endsEveryStreamWhenItStopsAndTakesNoMore() {
    Reader reader = subscribed(new StartPoint.Now(), PLENTY);

    live.close();

    assertThat(reader.end())
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVER_STOPPING));
    assertThat(log.followers()).isZero();
    assertThatThrownBy(() -> subscribed(new StartPoint.Now(), PLENTY))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVER_STOPPING));
  }

  @Test
  void waitsForADatabaseThatIsAwayAndEndsWithAnythingElse() {
    AtomicReference<RuntimeException> failure =
        new AtomicReference<>(new AuditException(ErrorCode.STORE_UNAVAILABLE, "away"));
    LiveLog failing =
        new LiveLog() {
          @Override
          public Position head() {
            return log.head();
          }

          @Override
          public LogStretch after(Position position, int limit) {
            return log.after(position, limit);
          }

          @Override
          public History history(Principal principal, EventFilter filter) {
            History history = log.history(principal, filter);
            return (position, limit) -> {
              if (failure.get() != null) {
                throw failure.get();
              }
              return history.after(position, limit);
            };
          }
        };
    LiveEvents subject = new LiveEvents(failing, log, LIMITS, Runnable::run, new NoClock());
    log.append(events(20));
    Reader patient = new Reader(log, EventFilter.ALL);
    patient.subscribe(subject, new StartPoint.Beginning(), PLENTY);
    subject.tick(System.nanoTime());
    assertThat(patient.isEnded()).isFalse();

    failure.set(null);
    subject.tick(System.nanoTime());
    patient.assertComplete();

    failure.set(new AuditException(ErrorCode.STORE_CORRUPT, "damaged"));
    Reader told = new Reader(log, EventFilter.ALL);
    told.subscribe(subject, new StartPoint.Beginning(), PLENTY);
    assertThat(told.end())
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT));
    assertThat(subject.stats().subscribers()).isEqualTo(1);
  }

  @Test
  void losesNothingWhenEverythingHappensAtOnce() throws InterruptedException {
    LiveLimits limits =
        new LiveLimits(100, 64, 1_000_000, Duration.ofMillis(1), Duration.ofMinutes(5));
    int perWriter = 2_000;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        LiveEvents subject =
            new LiveEvents(log, log, limits, threads, LiveClock.every(Duration.ofMillis(1)))) {
      subject.tail().run();
      CountDownLatch written = new CountDownLatch(2);
      for (int writer = 0; writer < 2; writer++) {
        threads.execute(
            () -> {
              for (int i = 0; i < perWriter; i++) {
                synchronized (log) {
                  log.tell(log.append(events(1 + i % 3)));
                }
                Thread.yield();
              }
              written.countDown();
            });
      }
      List<Counting> readers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Counting reader = new Counting();
        readers.add(reader);
        subject.subscribe(
            new LiveRequest(
                LogFixture.READER,
                EventFilter.ALL,
                i % 2 == 0 ? new StartPoint.Beginning() : new StartPoint.Now(),
                event -> event),
            reader);
      }
      written.await();
      long head = log.head().value();
      for (Counting reader : readers) {
        reader.awaitPosition(head);
        assertThat(reader.gaps).isZero();
      }
    }
  }

  /** Counts what does not follow on what came before. */
  private static final class Counting implements Outlet {
    private long last;
    private int gaps;

    synchronized void awaitPosition(long position) throws InterruptedException {
      while (last < position) {
        wait();
      }
    }

    @Override
    public synchronized void open(Subscription subscription, Position from) {
      last = from.value();
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public synchronized void event(RecordedEvent disclosed) {
      long position = disclosed.position().value();
      gaps += position == last + 1 ? 0 : 1;
      last = position;
      notifyAll();
    }

    @Override
    public synchronized void heartbeat(Position upTo) {
      gaps += upTo.value() == last ? 0 : 1;
    }

    @Override
    public void flush() {}

    @Override
    public void end(Throwable reason, Position resumeAfter) {}
  }
}
