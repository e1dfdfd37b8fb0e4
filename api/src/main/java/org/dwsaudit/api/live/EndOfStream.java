package org.dwsaudit.api.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.api.http.exchange.Problem;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;

/** What a subscriber is told when their stream ends. */
public final class EndOfStream {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(2);

  private EndOfStream() {}

  /** Closes a stream all the same whose end the subscriber does not take in time. */
  public static void close(EventExecutor eventLoop, Throwable reason, Runnable close) {
    boolean stopping =
        reason instanceof AuditException known && known.code() == ErrorCode.SERVER_STOPPING;
    Duration patience = stopping ? PATIENCE_AT_STOP : PATIENCE;
    var unused = eventLoop.schedule(close, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The problem document, with {@code resume_after}: the position after which they go on. */
  static Problem problem(Throwable reason, Position resumeAfter) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    members.put("resume_after", resumeAfter.toString());
    return problem(reason).withMembers(members);
  }

  /** The problem document of a stream that never began. */
  static Problem problem(Throwable reason) {
    AuditException error = Failures.of(reason);
    return Problem.of(error);
  }
}
