package org.dwsaudit.api.http.exchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.UUID;
import org.dwsaudit.api.access.StatedReason;
import org.dwsaudit.compliance.redaction.ReadRequest;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.ReadScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.wire.BodyJson;
import org.dwsaudit.schema.wire.JsonMembers;
import org.dwsaudit.schema.wire.Uuids;

/** A request that arrived whole: for whom it acts, its path, parameters and body. */
public final class ApiRequest {

  private final ServiceRequestContext context;
  private final Principal principal;
  private final Parameters parameters;
  private final byte[] body;

  ApiRequest(
      ServiceRequestContext context, Principal principal, Parameters parameters, byte[] body) {
    this.context = context;
    this.principal = principal;
    this.parameters = parameters;
    this.body = body;
  }

  public Principal principal() {
    return principal;
  }

  public Parameters parameters() {
    return parameters;
  }

  public RequestHeaders headers() {
    return context.request().headers();
  }

  /** This request as one to read something. */
  public ReadRequest toRead(ReadScope scope) {
    return new ReadRequest(principal, scope, StatedReason.of(headers()));
  }

  /** What the body's {@code content-type} says; absent if the header is. */
  public Optional<BodyType> bodyType() {
    return BodyType.of(headers());
  }

  /** The body, decompressed; callers MUST NOT change it. */
  public byte[] body() {
    return body;
  }

  /**
   * The body as a JSON object.
   *
   * @throws AuditException UNSUPPORTED_MEDIA_TYPE, MALFORMED_JSON, or INVALID_ARGUMENT if it is
   *     flawed or no object
   */
  public JsonMembers json() {
    requireJson();
    return JsonMembers.of(
        BodyJson.read(body, ErrorCode.INVALID_ARGUMENT), "body", ErrorCode.INVALID_ARGUMENT);
  }

  /** As {@link #json}, an empty body being an empty object. */
  public JsonMembers jsonOrEmpty() {
    return body.length > 0
        ? json()
        : JsonMembers.of(JsonNodeFactory.instance.objectNode(), "body", ErrorCode.INVALID_ARGUMENT);
  }

  /**
   * @throws AuditException UNSUPPORTED_MEDIA_TYPE unless the body calls itself JSON, or nothing
   */
  public void requireJson() {
    bodyType()
        .filter(type -> !type.name().equals("application/json"))
        .ifPresent(
            type -> {
              throw type.refuse("application/json");
            });
  }

  /** A segment of the path, decoded. */
  public String pathParameter(String name) {
    String value = context.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("path without " + name);
    }
    return value;
  }

  /**
   * @throws AuditException INVALID_ARGUMENT if the segment is no UUID
   */
  public UUID pathUuid(String name) {
    String text = pathParameter(name);
    return Uuids.parse(text)
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.INVALID_ARGUMENT,
                    "%s: %s (expected: %s)".formatted(name, Excerpt.of(text), Uuids.EXPECTED)));
  }

  /** Lifts the bound on how long the answer may take, for work that is bounded otherwise. */
  public void mayTakeLong() {
    context.clearRequestTimeout();
  }

  /** Whether only the head of the answer is wanted. */
  public boolean isHead() {
    return context.method() == HttpMethod.HEAD;
  }

  /** The thread of the connection. */
  public EventExecutor eventLoop() {
    return context.eventLoop();
  }
}
