package org.dwsaudit.api.http.exchange;

import java.util.concurrent.Semaphore;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * How many bytes of bodies the server holds at once, so that many large requests together do not
 * take its memory. Safe for use by several threads.
 */
final class BodyBudget {

  private static final int PART_OF_HEAP = 16;

  private final Semaphore bytes;

  /** A sixteenth of the heap, but room for two of the largest requests, as sent and as unpacked. */
  BodyBudget(int requestBytesMax) {
    long wanted = Math.max(4L * requestBytesMax, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    this.bytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, wanted));
  }

  /** What one request has taken; given back whole, at its end. Not safe for several threads. */
  final class Share {

    private int taken;

    /**
     * @throws AuditException OVERLOADED if there is no room
     */
    void take(int more) {
      if (!bytes.tryAcquire(more)) {
        throw new AuditException(
            ErrorCode.OVERLOADED, "too many large requests at once (expected: the same again)");
      }
      taken += more;
    }

    void giveBack() {
      bytes.release(taken);
      taken = 0;
    }
  }

  Share share() {
    return new Share();
  }
}
