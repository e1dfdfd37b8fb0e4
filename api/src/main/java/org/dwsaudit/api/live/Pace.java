package org.dwsaudit.api.live;

import com.linecorp.armeria.common.stream.StreamWriter;
import org.dwsaudit.projections.live.Subscription;

/**
 * How far a stream has got ahead of its caller: at most {@value #BYTES_AHEAD} bytes and one event
 * wait in memory. What is written is written by one thread at a time.
 */
final class Pace {

  private static final int BYTES_AHEAD = 64 << 10;

  private final StreamWriter<?> stream;
  private final Subscription subscription;
  private int ahead;
  private volatile boolean full;

  Pace(StreamWriter<?> stream, Subscription subscription) {
    this.stream = stream;
    this.subscription = subscription;
  }

  boolean hasRoom() {
    return !full;
  }

  /** So many bytes were written; where that is enough, waits until the caller has them all. */
  void wrote(int bytes) {
    ahead += bytes;
    if (ahead >= BYTES_AHEAD && !full) {
      full = true;
      var unused =
          stream
              .whenConsumed()
              .handle(
                  (_, _) -> {
                    ahead = 0;
                    full = false;
                    subscription.resume();
                    return true;
                  });
    }
  }
}
