package org.dwsaudit.api.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answers of a streaming call, sent no faster than the caller takes them: at most {@value
 * #BYTES_AHEAD} bytes and one message wait in memory. One thread sends, and waits; it MUST NOT be
 * one that the call's own signals need.
 */
final class PacedStream<T extends MessageLite> {

  private static final int BYTES_AHEAD = 64 * 1024;

  private final ServerCallStreamObserver<T> answers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int bytesAhead;

  /** Watches the call's signals: to be made before the method of the service returns. */
  PacedStream(ServerCallStreamObserver<T> answers) {
    this.answers = answers;
    answers.setOnReadyHandler(this::signal);
    answers.setOnCancelHandler(this::signal);
  }

  /**
   * Sends a message once there is room for it.
   *
   * @throws CancellationException if the caller went away or their deadline passed
   */
  void send(T message) {
    if (bytesAhead >= BYTES_AHEAD) {
      awaitReady();
      bytesAhead = 0;
    }
    requireCaller();
    answers.onNext(message);
    bytesAhead += message.getSerializedSize();
  }

  /**
   * @throws CancellationException if nobody waits for answers any more
   */
  void requireCaller() {
    if (answers.isCancelled()) {
      throw new CancellationException("the caller went away");
    }
  }

  /** Runs the call's work on a thread of its own, then ends the call. */
  void run(String name, Runnable work) {
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                work.run();
                answers.onCompleted();
              } catch (CancellationException e) {
                // nobody is there to be told
              } catch (RuntimeException | Error e) {
                fail(e);
              }
            });
  }

  private void fail(Throwable failure) {
    if (!answers.isCancelled()) {
      answers.onError(GrpcErrors.of(failure));
    }
  }

  private void awaitReady() {
    lock.lock();
    try {
      while (!answers.isReady() && !answers.isCancelled()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
