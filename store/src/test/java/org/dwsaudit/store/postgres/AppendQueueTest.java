package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.Test;

class AppendQueueTest {

  private static final int PAYLOAD_CHARS = 32 * 1024 * 1024;
  private static final String LARGE = "x".repeat(PAYLOAD_CHARS);

  private final AppendQueue queue = new AppendQueue();

  @Test
  void whatWaitsIsBoundedInBytes() throws InterruptedException {
    AppendRequest large = request(row(LARGE));
    int fit = (int) (AppendQueue.WAITING_BYTES_MAX / large.bytes());
    for (int i = 0; i < fit; i++) {
      assertThat(queue.offer(request(row(LARGE)))).isTrue();
    }
    assertThat(queue.bytes())
        .isEqualTo(fit * large.bytes())
        .isLessThanOrEqualTo(AppendQueue.WAITING_BYTES_MAX);

    assertThat(queue.offer(request(row(LARGE)))).isFalse();

    // what was refused does not count, and what is small still fits
    assertThat(queue.bytes()).isEqualTo(fit * large.bytes());
    assertThat(queue.offer(request(row("{}")))).isTrue();
    assertThat(queue.nextGroup()).hasSize(fit + 1);
    assertThat(queue.bytes()).isZero();
    assertThat(queue.offer(request(row(LARGE)))).isTrue();
  }

  @Test
  void anAppendOfMoreIsTakenWhenNothingElseWaits() throws InterruptedException {
    int rows = (int) (AppendQueue.WAITING_BYTES_MAX / PAYLOAD_CHARS) + 1;
    AppendRequest tooLarge =
        request(Stream.generate(() -> row(LARGE)).limit(rows).toArray(LogRow[]::new));
    assertThat(tooLarge.bytes()).isGreaterThan(AppendQueue.WAITING_BYTES_MAX);
    assertThat(queue.offer(request(row("{}")))).isTrue();
    assertThat(queue.offer(tooLarge)).isFalse();
    assertThat(queue.nextGroup()).hasSize(1);

    assertThat(queue.offer(tooLarge)).isTrue();

    assertThat(queue.offer(request(row("{}")))).isFalse();
    assertThat(queue.nextGroup()).containsExactly(tooLarge);
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void whatWaitsIsBoundedInNumberAndTheRefusedDoNotCount() {
    for (int i = 0; i < AppendQueue.WAITING_MAX; i++) {
      assertThat(queue.offer(request(row("{}")))).isTrue();
    }
    long bytes = queue.bytes();

    assertThat(queue.offer(request(row("{}")))).isFalse();

    assertThat(queue.size()).isEqualTo(AppendQueue.WAITING_MAX);
    assertThat(queue.bytes()).isEqualTo(bytes);
  }

  private static AppendRequest request(LogRow... rows) {
    return new AppendRequest(AppendCondition.none(), List.of(rows), new CompletableFuture<>());
  }

  private static LogRow row(String payload) {
    return new LogRow(
        new StreamKey("default", UUID.randomUUID()),
        0,
        0,
        UUID.randomUUID(),
        "interaction.question_asked",
        RetentionClass.MANDATORY,
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
        payload,
        null,
        Set.of(),
        null,
        null);
  }
}
