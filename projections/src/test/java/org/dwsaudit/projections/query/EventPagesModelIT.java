package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.EventOrder;

/** Pages, there and back, while events are appended and expire, against a list in memory. */
class EventPagesModelIT {

  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static LogFixture log;
  private static EventQueries queries;

  @BeforeContainer
  static void start() {
    log = new LogFixture();
    queries = new EventQueries(log.source(), new SigningKeys(log.source()).cursorCodec());
  }

  @AfterContainer
  static void stop() {
    log.close();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void eachPageIsWhatTheListHasThere(@ForAll long seed, @ForAll EventOrder order) {
    Reader reader = new Reader(new Random(seed), order);
    reader.append();
    reader.read(Optional.empty(), true);
    for (int step = 0; step < 25; step++) {
      reader.step();
    }
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void thereAndBackGivesTheSamePagesAndEveryEventOnce(@ForAll long seed, @ForAll EventOrder order) {
    Reader reader = new Reader(new Random(seed), order);
    reader.append();
    reader.append();
    List<List<RecordedEvent>> there = new ArrayList<>();
    reader.read(Optional.empty(), true);
    there.add(reader.page.events());
    while (reader.page.nextCursor().isPresent()) {
      // newest first, what comes later moves no page
      if (order == EventOrder.DESC) {
        reader.append();
      }
      reader.read(reader.page.nextCursor(), true);
      there.add(reader.page.events());
    }
    List<List<RecordedEvent>> back = new ArrayList<>(List.of(reader.page.events()));
    while (back.size() < there.size()) {
      reader.read(reader.page.previousCursor(), false);
      back.addFirst(reader.page.events());
    }
    assertThat(back).isEqualTo(there);
    assertThat(there.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    if (order == EventOrder.ASC) {
      assertThat(reader.page.previousCursor()).isEmpty();
      assertThat(there.stream().flatMap(List::stream).toList()).isEqualTo(reader.listed());
    }
  }

  /** One who pages, and what they know. */
  private static final class Reader {

    private final Principal principal =
        new Principal(
            new TenantId("tenant-" + TENANTS.incrementAndGet()),
            "reader",
            Classification.CONFIDENTIAL,
            Set.of());
    private final Random random;
    private final EventOrder order;
    private final EventFilter filter;
    private final int limit;
    private final List<RecordedEvent> alive = new ArrayList<>();
    private EventPage page = new EventPage(List.of(), Optional.empty(), Optional.empty(), false);
    // nothing of the list lies between these two but the page
    private long low;
    private long high;

    Reader(Random random, EventOrder order) {
      this.random = random;
      this.order = order;
      this.limit = 1 + random.nextInt(6);
      List<String> types = random.nextBoolean() ? List.of() : List.of("skill.*", "*.started");
      this.filter = new EventFilter(types, List.of(), List.of(), List.of(), List.of(), null, null);
    }

    void append() {
      List<AuditEvent> events =
          Stream.generate(
                  () ->
                      Events.plain(
                          Events.session(random.nextInt(3)),
                          List.of("skill.invoked", "verification.started", "workflow.completed")
                              .get(random.nextInt(3))))
              .limit(1 + random.nextInt(12))
              .toList();
      alive.addAll(log.append(principal.tenant(), events));
    }

    void expire() {
      Set<Long> expired =
          alive.stream()
              .map(event -> event.position().value())
              .filter(position -> random.nextInt(4) == 0)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!expired.isEmpty()) {
        String list = expired.stream().map(String::valueOf).collect(Collectors.joining(","));
        log.execute("DELETE FROM event_log WHERE position IN (" + list + ")");
        alive.removeIf(event -> expired.contains(event.position().value()));
      }
    }

    void step() {
      switch (random.nextInt(7)) {
        case 0, 1 -> append();
        case 2 -> expire();
        case 3, 4 -> {
          // behind the last page the first comes again
          read(page.nextCursor(), true);
        }
        default -> {
          if (page.previousCursor().isPresent()) {
            read(page.previousCursor(), false);
          }
        }
      }
    }

    List<RecordedEvent> listed() {
      return alive.stream().filter(event -> filter.matches(event.event())).toList();
    }

    /**
     * Reads a page and holds it against the list.
     *
     * @param onward in the order, not against it
     */
    void read(Optional<String> cursor, boolean onward) {
      boolean forward = onward == (order == EventOrder.ASC);
      List<RecordedEvent> listed = listed();
      List<RecordedEvent> ahead =
          cursor.isEmpty()
              ? listed
              : listed.stream()
                  .filter(
                      event ->
                          forward
                              ? event.position().value() > high
                              : event.position().value() < low)
                  .toList();
      int size = Math.min(limit, ahead.size());
      List<RecordedEvent> expected =
          forward ? ahead.subList(0, size) : ahead.subList(ahead.size() - size, ahead.size());

      page = queries.page(principal, filter, UnaryOperator.identity(), order, cursor, limit);

      assertThat(page.events()).isEqualTo(order == EventOrder.ASC ? expected : expected.reversed());
      assertThat(onward ? page.nextCursor() : page.previousCursor())
          .matches(on -> on.isPresent() == ahead.size() > limit);
      assertThat(onward ? page.previousCursor() : page.nextCursor())
          .matches(back -> back.isPresent() == cursor.isPresent());
      if (!expected.isEmpty()) {
        low = expected.getFirst().position().value();
        high = expected.getLast().position().value();
      } else if (forward) {
        low = high + 1;
      } else {
        high = low - 1;
      }
    }
  }
}
