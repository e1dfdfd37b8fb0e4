package org.dwsaudit.domain.dispatch;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.retry.RetryPolicy;

/**
 * Decides a command again when another server wrote to the same stream in between: at once, then
 * after growing random pauses, {@value #ATTEMPTS_MAX} times at most. Nothing else is tried again.
 */
public final class ConflictRetry implements RetryPolicy {

  private static final int ATTEMPTS_MAX = 12;
  private static final int PAUSE_MAX_MS = 200;

  @Override
  public Outcome defineFor(
      Message message, Throwable failure, List<Class<? extends Throwable>[]> previousFailures) {
    int attempt = previousFailures.size();
    if (attempt >= ATTEMPTS_MAX || !isConflict(failure)) {
      return Outcome.doNotReschedule();
    }
    int pauseMax = Math.min(PAUSE_MAX_MS, 1 << attempt);
    return Outcome.rescheduleIn(
        ThreadLocalRandom.current().nextInt(pauseMax), TimeUnit.MILLISECONDS);
  }

  private static boolean isConflict(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AppendEventsTransactionRejectedException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("attemptsMax", ATTEMPTS_MAX);
    descriptor.describeProperty("pauseMaxMs", PAUSE_MAX_MS);
  }
}
