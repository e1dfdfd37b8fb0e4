package org.dwsaudit.schema.error;

import static org.dwsaudit.schema.error.ErrorClass.CALLER;
import static org.dwsaudit.schema.error.ErrorClass.CONFLICT;
import static org.dwsaudit.schema.error.ErrorClass.CORRUPT;
import static org.dwsaudit.schema.error.ErrorClass.INTERNAL;
import static org.dwsaudit.schema.error.ErrorClass.NOT_FOUND;
import static org.dwsaudit.schema.error.ErrorClass.OVERLOAD;

/**
 * Every error that leaves the product. The name is the stable {@code code} over HTTP, gRPC and the
 * command line; a code is never reused for something else.
 */
public enum ErrorCode {
  /** Not JSON, or not in the encoding that it claims. */
  MALFORMED_JSON(CALLER, false),
  /** Events that break rules: the violations say which and where. */
  INVALID_EVENT(CALLER, false),
  /** An event type outside the taxonomy and the registered extensions. */
  UNKNOWN_EVENT_TYPE(CALLER, false),
  /** One event is larger than the limit. */
  EVENT_TOO_LARGE(CALLER, false),
  /** The request is larger than the limit. */
  REQUEST_TOO_LARGE(CALLER, false),
  /** More events in one request than the limit. */
  TOO_MANY_EVENTS(CALLER, false),
  /** JSON nested deeper than the limit. */
  NESTING_TOO_DEEP(CALLER, false),
  /** A query, filter or subscription that makes no sense, or has a field nobody knows. */
  INVALID_QUERY(CALLER, false),
  /** A cursor that this store did not hand out for this query. */
  INVALID_CURSOR(CALLER, false),
  /** Any other argument outside what is expected. */
  INVALID_ARGUMENT(CALLER, false),
  /** A content type that the path does not take. */
  UNSUPPORTED_MEDIA_TYPE(CALLER, false),
  /** No such path. */
  ROUTE_NOT_FOUND(NOT_FOUND, false),
  /** The path is there, but not with this method. */
  METHOD_NOT_ALLOWED(CALLER, false),
  /** A request that a web page of somewhere else made a browser send. */
  ORIGIN_REFUSED(CALLER, false),
  /** More clearance asked for than the caller has, or than may ever leave. */
  CLEARANCE_EXCEEDED(CALLER, false),
  /** Restricted parts are disclosed to those only who say why they read them. */
  REASON_REQUIRED(CALLER, false),
  /** A retention period under the minimum of the specification or its framework. */
  RETENTION_BELOW_MINIMUM(CALLER, false),
  SESSION_NOT_FOUND(NOT_FOUND, false),
  EVENT_NOT_FOUND(NOT_FOUND, false),
  SCHEMA_NOT_FOUND(NOT_FOUND, false),
  HOLD_NOT_FOUND(NOT_FOUND, false),
  RETENTION_RUN_NOT_FOUND(NOT_FOUND, false),
  /** No view has this name. */
  VIEW_NOT_FOUND(NOT_FOUND, false),
  /** No subscription has this id. */
  SUBSCRIPTION_NOT_FOUND(NOT_FOUND, false),
  /** The Merkle log has no such tile, or not of this width yet. */
  LOG_TILE_NOT_FOUND(NOT_FOUND, false),
  /** The server asked has not the key that signs checkpoints; another one may have it. */
  LOG_KEY_MISSING(CONFLICT, false),
  /** The target of deliveries is none that the operator lets the server connect to. */
  TARGET_REFUSED(CALLER, false),
  /** There are as many subscriptions as there may be. */
  SUBSCRIPTION_LIMIT(CONFLICT, false),
  /** The event id is stored already, with other content. */
  EVENT_ID_CONFLICT(CONFLICT, false),
  /** The producer expected another sequence number than the next. */
  SEQUENCE_CONFLICT(CONFLICT, false),
  /** The hold was released before. */
  HOLD_RELEASED(CONFLICT, false),
  /** A retention run is under way, on this server or another. */
  RETENTION_RUN_ACTIVE(CONFLICT, true),
  /** The view is being rebuilt already. */
  REBUILD_ACTIVE(CONFLICT, true),
  /** Others kept writing to the same session, or kept the log locked; nothing was stored. */
  CONTENTION(OVERLOAD, true),
  /** More requests are under way than the server takes at once; nothing was stored. */
  OVERLOADED(OVERLOAD, true),
  /** The subscriber of a live stream took nothing for too long; they go on where they were told. */
  SLOW_READER(OVERLOAD, true),
  /** The server is stopping; another, or the same one later, does what was asked. */
  SERVER_STOPPING(OVERLOAD, true),
  /**
   * The request took longer than it may. What was not acknowledged may or may not be stored: send
   * it again, duplicates are recognised.
   */
  TIMED_OUT(OVERLOAD, true),
  /**
   * The database is out of reach. What was not acknowledged may or may not be stored: send it
   * again, duplicates are recognised.
   */
  STORE_UNAVAILABLE(OVERLOAD, true),
  /** The database has no room left; nothing was stored. */
  STORE_FULL(OVERLOAD, true),
  /** A fault of ours; the log has the details under the given incident. */
  INTERNAL_ERROR(INTERNAL, false),
  /** What is stored is damaged. */
  STORE_CORRUPT(CORRUPT, false);

  private final ErrorClass errorClass;
  private final boolean retryable;

  ErrorCode(ErrorClass errorClass, boolean retryable) {
    this.errorClass = errorClass;
    this.retryable = retryable;
  }

  public ErrorClass errorClass() {
    return errorClass;
  }

  /** Whether the same request may succeed later, unchanged. */
  public boolean retryable() {
    return retryable;
  }
}
