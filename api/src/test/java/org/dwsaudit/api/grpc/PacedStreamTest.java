package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dwsaudit.schema.grpc.v1.ExportChunk;
import org.junit.jupiter.api.Test;

class PacedStreamTest {

  private static final ExportChunk CHUNK =
      ExportChunk.newBuilder().setData(ByteString.copyFrom(new byte[40_000])).build();

  private final FakeAnswers<ExportChunk> caller = new FakeAnswers<>();
  private final PacedStream<ExportChunk> stream = new PacedStream<>(caller);

  @Test
  void waitsForTheCallerBeforeItSendsTooFarAhead() throws InterruptedException {
    stream.run("test", () -> sendAll(5));

    take(2);
    assertThat(caller.taken).isEmpty();
    caller.ready(true);
    take(3);
    assertThat(caller.ends.take()).isEqualTo("completed");
  }

  @Test
  void stopsWhenTheCallerGoesAwayWhileItWaits() throws InterruptedException {
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    stream.run(
        "test",
        () -> {
          try {
            sendAll(5);
          } finally {
            sent.complete(caller.taken.size());
          }
        });

    take(2);
    caller.cancel();

    assertThat(sent.join()).isZero();
    assertThat(caller.ends).isEmpty();
  }

  @Test
  void endsWithTheErrorOfTheWork() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    stream.run(
        "test",
        () -> {
          ran.countDown();
          throw new IllegalStateException("broken");
        });

    ran.await();
    assertThat(caller.ends.take()).isEqualTo("error");
  }

  private void sendAll(int chunks) {
    for (int i = 0; i < chunks; i++) {
      stream.send(CHUNK);
    }
  }

  private void take(int chunks) throws InterruptedException {
    for (int i = 0; i < chunks; i++) {
      caller.taken.take();
    }
  }
}
