package org.dwsaudit.api.error;

import com.linecorp.armeria.common.HttpStatus;
import io.grpc.Status;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * What an error code is over HTTP and over gRPC: the one table of it.
 *
 * @param http status of the problem document (RFC 9457)
 * @param grpc status of the call; the code itself is in {@code google.rpc.ErrorInfo}
 */
public record ErrorStatus(HttpStatus http, Status.Code grpc) {

  public static ErrorStatus of(ErrorCode code) {
    return switch (code) {
      case MALFORMED_JSON, INVALID_ARGUMENT, INVALID_QUERY, INVALID_CURSOR ->
          new ErrorStatus(HttpStatus.BAD_REQUEST, Status.Code.INVALID_ARGUMENT);
      case INVALID_EVENT, UNKNOWN_EVENT_TYPE, NESTING_TOO_DEEP, RETENTION_BELOW_MINIMUM ->
          new ErrorStatus(HttpStatus.UNPROCESSABLE_ENTITY, Status.Code.INVALID_ARGUMENT);
      case EVENT_TOO_LARGE, REQUEST_TOO_LARGE, TOO_MANY_EVENTS ->
          new ErrorStatus(HttpStatus.REQUEST_ENTITY_TOO_LARGE, Status.Code.INVALID_ARGUMENT);
      case UNSUPPORTED_MEDIA_TYPE ->
          new ErrorStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Status.Code.INVALID_ARGUMENT);
      case METHOD_NOT_ALLOWED ->
          new ErrorStatus(HttpStatus.METHOD_NOT_ALLOWED, Status.Code.UNIMPLEMENTED);
      case CLEARANCE_EXCEEDED, REASON_REQUIRED, ORIGIN_REFUSED, TARGET_REFUSED ->
          new ErrorStatus(HttpStatus.FORBIDDEN, Status.Code.PERMISSION_DENIED);
      case ROUTE_NOT_FOUND,
          SESSION_NOT_FOUND,
          EVENT_NOT_FOUND,
          SCHEMA_NOT_FOUND,
          HOLD_NOT_FOUND,
          RETENTION_RUN_NOT_FOUND,
          VIEW_NOT_FOUND,
          LOG_TILE_NOT_FOUND,
          SUBSCRIPTION_NOT_FOUND ->
          new ErrorStatus(HttpStatus.NOT_FOUND, Status.Code.NOT_FOUND);
      case EVENT_ID_CONFLICT -> new ErrorStatus(HttpStatus.CONFLICT, Status.Code.ALREADY_EXISTS);
      case SEQUENCE_CONFLICT -> new ErrorStatus(HttpStatus.CONFLICT, Status.Code.ABORTED);
      case HOLD_RELEASED,
          RETENTION_RUN_ACTIVE,
          REBUILD_ACTIVE,
          SUBSCRIPTION_LIMIT,
          LOG_KEY_MISSING ->
          new ErrorStatus(HttpStatus.CONFLICT, Status.Code.FAILED_PRECONDITION);
      case CONTENTION -> new ErrorStatus(HttpStatus.SERVICE_UNAVAILABLE, Status.Code.ABORTED);
      case OVERLOADED, SLOW_READER ->
          new ErrorStatus(HttpStatus.TOO_MANY_REQUESTS, Status.Code.RESOURCE_EXHAUSTED);
      case TIMED_OUT ->
          new ErrorStatus(HttpStatus.SERVICE_UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
      case STORE_UNAVAILABLE, SERVER_STOPPING ->
          new ErrorStatus(HttpStatus.SERVICE_UNAVAILABLE, Status.Code.UNAVAILABLE);
      case STORE_FULL ->
          new ErrorStatus(HttpStatus.INSUFFICIENT_STORAGE, Status.Code.RESOURCE_EXHAUSTED);
      case INTERNAL_ERROR ->
          new ErrorStatus(HttpStatus.INTERNAL_SERVER_ERROR, Status.Code.INTERNAL);
      case STORE_CORRUPT ->
          new ErrorStatus(HttpStatus.INTERNAL_SERVER_ERROR, Status.Code.DATA_LOSS);
    };
  }
}
