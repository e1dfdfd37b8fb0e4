package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.CancellationException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.HttpStatusClass;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Makes a problem document of whatever goes wrong, the HTTP server's own refusals included. Nothing
 * of an exception but the message of an {@code AuditException} ever leaves.
 */
public final class ProblemErrorHandler implements ServerErrorHandler {

  private final int requestBytesMax;

  /**
   * @param requestBytesMax as the error for a larger body names it
   */
  public ProblemErrorHandler(int requestBytesMax) {
    this.requestBytesMax = requestBytesMax;
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable failure) {
    Throwable cause = Exceptions.peel(failure);
    return switch (cause) {
      case HttpResponseException e -> e.httpResponse();
      case HttpStatusException e -> problem(e.httpStatus()).response();
      case RequestTimeoutException _ -> problem(HttpStatus.SERVICE_UNAVAILABLE).response();
      case ContentTooLargeException _ -> problem(HttpStatus.REQUEST_ENTITY_TOO_LARGE).response();
      // nobody is there to be answered
      case CancellationException _, ClosedStreamException _ -> HttpResponse.ofFailure(cause);
      default -> Problem.of(Failures.of(cause)).response();
    };
  }

  @Override
  public @Nullable AggregatedHttpResponse onProtocolViolation(
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return render(status);
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return render(status);
  }

  private @Nullable AggregatedHttpResponse render(HttpStatus status) {
    return status.isError() ? problem(status).aggregated() : null;
  }

  private Problem problem(HttpStatus status) {
    return switch (status.code()) {
      case 404 ->
          Problem.of(
              ErrorCode.ROUTE_NOT_FOUND,
              "no such path (expected: a path that /openapi.json lists)");
      case 405 -> Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "the path does not take this method");
      case 413 ->
          Problem.of(
              ErrorCode.REQUEST_TOO_LARGE,
              "request: more than %d bytes (limits.request_bytes: %d)"
                  .formatted(requestBytesMax, requestBytesMax));
      case 415 ->
          Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "content-type: not one of this path");
      case 408, 503 ->
          Problem.of(
              ErrorCode.TIMED_OUT,
              "the request took longer than it may (expected: the same again; duplicates are"
                  + " recognised)");
      default ->
          status.codeClass() == HttpStatusClass.CLIENT_ERROR
              ? Problem.of(
                      ErrorCode.INVALID_ARGUMENT,
                      "not a request of HTTP that this server takes: " + status.reasonPhrase())
                  .withStatus(status)
              : Problem.of(Failures.of(new IllegalStateException("HTTP status " + status)))
                  .withStatus(status);
    };
  }
}
