package org.dwsaudit.app.server;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.domain.administration.FactRecorder;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Facts are told through the domain, which decides and appends them.
 *
 * @param longestWait for the log's answer; then whether the fact is recorded is not known
 */
record DomainFacts(FactRecorder recorder, Duration longestWait) implements FactLog {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  DomainFacts(FactRecorder recorder) {
    this(recorder, LONGEST_WAIT);
  }

  @Override
  public void record(TenantId tenant, AdministrativeFact fact) {
    try {
      recorder.record(tenant, fact).get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(e);
    } catch (TimeoutException e) {
      throw unknown(e);
    } catch (ExecutionException e) {
      throw cause(e) instanceof AuditException refused ? refused : unknown(e);
    }
  }

  private static @Nullable Throwable cause(ExecutionException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof CompletionException && cause.getCause() != null
        ? cause.getCause()
        : cause;
  }

  private static AuditException unknown(Exception cause) {
    return new AuditException(
        ErrorCode.STORE_UNAVAILABLE,
        "the log did not answer in time; whether the fact is recorded is not known (look, then try"
            + " again)",
        cause);
  }
}
