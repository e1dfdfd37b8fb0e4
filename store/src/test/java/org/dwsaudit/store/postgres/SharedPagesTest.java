package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.Test;

class SharedPagesTest {

  private static final int PAGE = 7;

  private List<Long> log = new ArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private SharedPages pages = pages();

  private SharedPages pages() {
    return new SharedPages(
        after -> {
          reads.incrementAndGet();
          return log.stream().filter(p -> p > after).limit(PAGE).map(SharedPagesTest::row).toList();
        },
        row -> new GenericEventMessage(new MessageType("test"), row.position()));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void everyReaderSeesEveryEventOnceAndInOrder(@ForAll long seed) {
    Random random = new Random(seed);
    log = new ArrayList<>();
    pages = pages();
    List<List<Long>> seen =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    long next = 1;
    for (int step = 0; step < 300; step++) {
      if (random.nextInt(3) == 0) {
        // some have expired already
        next += 1 + (random.nextInt(10) == 0 ? random.nextInt(40) : 0);
        log.add(next);
      }
      List<Long> reader = seen.get(random.nextInt(seen.size()));
      read(reader);
    }
    for (List<Long> reader : seen) {
      while (read(reader)) {
        // on to the head
      }
      assertThat(reader).isEqualTo(log);
    }
  }

  private boolean read(List<Long> reader) {
    List<SharedPages.Item> items = pages.behind(reader.isEmpty() ? 0 : reader.getLast());
    items.forEach(
        item -> {
          assertThat(item.message().payload()).isEqualTo(item.row().position());
          reader.add(item.row().position());
        });
    return !items.isEmpty();
  }

  @Test
  void aPageIsReadOnceForAllWhoAreNotFarApart() {
    LongStream.rangeClosed(1, 100 * PAGE).forEach(log::add);
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    for (int page = 0; page < 20; page++) {
      read(first);
      read(second);
    }
    assertThat(second).isEqualTo(first).hasSize(20 * PAGE);
    assertThat(reads).hasValue(20);
  }

  @Test
  void whatIsFarBehindIsReadAgain() {
    LongStream.rangeClosed(1, 100 * PAGE).forEach(log::add);
    List<Long> first = new ArrayList<>();
    while (read(first)) {
      // on to the head
    }
    int before = reads.get();
    List<Long> second = new ArrayList<>();
    while (read(second)) {
      // on to the head
    }
    assertThat(second).isEqualTo(log);
    assertThat(reads.get()).isGreaterThan(before + 50);
  }

  private static LogRow row(long position) {
    return new LogRow(
        new StreamKey(TenantId.DEFAULT.value(), new UUID(0, 1)),
        position,
        position,
        new UUID(1, position),
        "test.event",
        RetentionClass.SYSTEM,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "{}",
        null,
        Set.of(),
        null,
        null);
  }
}
