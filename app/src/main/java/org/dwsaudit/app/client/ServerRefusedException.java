package org.dwsaudit.app.client;

import com.fasterxml.jackson.databind.JsonNode;

/** The server answered with a problem document (RFC 9457). */
public final class ServerRefusedException extends RuntimeException {

  private final transient JsonNode problem;

  ServerRefusedException(JsonNode problem) {
    super(problem.path("detail").asText("the server refused the request"));
    this.problem = problem;
  }

  /** The problem document: {@code code}, {@code detail}, {@code violations} and the rest. */
  public JsonNode problem() {
    return problem;
  }

  public String code() {
    return problem.path("code").asText("UNKNOWN");
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return problem.path("retryable").asBoolean(false);
  }
}
