package org.dwsaudit.api.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.api.http.exchange.Problem;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.Position;

/** What a subscriber is told when their stream ends. */
final class EndOfStream {

  /** How long they have to take it before the connection is closed all the same. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private EndOfStream() {}

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
