package org.dwsaudit.api.http.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dwsaudit.api.error.ErrorStatus;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Violation;

/**
 * A problem document (RFC 9457): {@code type}, {@code title}, {@code status} and {@code detail};
 * beside them {@code code}, {@code retryable} and, where events were refused, {@code violations}.
 *
 * @param headers what the answer has beside its content type
 * @param more members of this problem alone
 */
public record Problem(
    HttpStatus status,
    ErrorCode code,
    String detail,
    List<Violation> violations,
    Map<String, String> headers,
    ObjectNode more) {

  private static final MediaType PROBLEM_JSON = MediaType.parse("application/problem+json");
  private static final String TYPE = "urn:dws-audit:problem:";
  private static final String RETRY_AFTER_SECONDS = "1";

  public Problem {
    violations = List.copyOf(violations);
    headers = Map.copyOf(headers);
  }

  /** The error MUST be one that may leave, as {@code Failures.of} makes it. */
  public static Problem of(AuditException error) {
    Problem problem = of(error.code(), String.valueOf(error.getMessage()));
    return new Problem(
        problem.status,
        problem.code,
        problem.detail,
        error.violations(),
        problem.headers,
        problem.more);
  }

  public static Problem of(ErrorCode code, String detail) {
    return new Problem(
        ErrorStatus.of(code).http(),
        code,
        detail,
        List.of(),
        code.retryable() ? Map.of("retry-after", RETRY_AFTER_SECONDS) : Map.of(),
        JsonNodeFactory.instance.objectNode());
  }

  public Problem withStatus(HttpStatus other) {
    return new Problem(other, code, detail, violations, headers, more);
  }

  public Problem withHeader(String name, String value) {
    return new Problem(status, code, detail, violations, Map.of(name, value), more);
  }

  public Problem withMembers(ObjectNode members) {
    return new Problem(status, code, detail, violations, headers, members);
  }

  /** The document. */
  public ObjectNode tree() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String name = code.name().toLowerCase(Locale.ROOT);
    json.put("type", TYPE + name.replace('_', '-'));
    json.put(
        "title",
        code.name().charAt(0) + name.substring(1).replace('_', ' ').replace("json", "JSON"));
    json.put("status", status.code());
    json.put("detail", detail);
    json.put("code", code.name());
    json.put("retryable", code.retryable());
    if (!violations.isEmpty()) {
      ArrayNode array = json.putArray("violations");
      violations.forEach(violation -> write(violation, array.addObject()));
    }
    json.setAll(more);
    return json;
  }

  private static void write(Violation violation, ObjectNode json) {
    json.put("index", violation.index())
        .put("pointer", violation.pointer())
        .put("rule", violation.rule().name())
        .put("message", violation.message());
  }

  public AggregatedHttpResponse aggregated() {
    ResponseHeadersBuilder built =
        ResponseHeaders.builder(status)
            .contentType(PROBLEM_JSON)
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store");
    headers.forEach(built::set);
    return AggregatedHttpResponse.of(built.build(), JsonAnswer.utf8(tree()));
  }

  public HttpResponse response() {
    return aggregated().toHttpResponse();
  }
}
