package org.dwsaudit.schema.validation;

import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * How much one request may bring. Errors name the limit by its configuration key, as {@code
 * limits.event_bytes}.
 *
 * @param eventBytesMax bytes of one event's JSON
 * @param requestBytesMax bytes of a request's body
 * @param eventsPerRequestMax events in one request
 * @param depthMax objects and arrays nested in one event, the event itself included
 * @param identifierCharsMax characters (code points) of one identifier
 */
public record Limits(
    int eventBytesMax,
    int requestBytesMax,
    int eventsPerRequestMax,
    int depthMax,
    int identifierCharsMax) {

  public static final Limits DEFAULT = new Limits(1 << 20, 16 << 20, 10_000, 64, 256);

  /** Trees are walked by recursion. */
  private static final int DEPTH_MAX = 1000;

  public Limits {
    requireAtLeast("limits.event_bytes", eventBytesMax, 1);
    requireAtLeast("limits.request_bytes", requestBytesMax, 1);
    requireAtLeast("limits.events_per_request", eventsPerRequestMax, 1);
    requireAtLeast("limits.depth", depthMax, 2);
    if (depthMax > DEPTH_MAX) {
      throw new IllegalArgumentException(
          "limits.depth: " + depthMax + " (expected: " + DEPTH_MAX + " or less)");
    }
    requireAtLeast("limits.identifier_chars", identifierCharsMax, 1);
  }

  /**
   * @throws AuditException REQUEST_TOO_LARGE if a request has more bytes than it may
   */
  public void requireRequestBytes(long bytes) {
    if (bytes > requestBytesMax) {
      throw new AuditException(
          ErrorCode.REQUEST_TOO_LARGE,
          "request: %d bytes (limits.request_bytes: %d)".formatted(bytes, requestBytesMax));
    }
  }

  private static void requireAtLeast(String key, int value, int min) {
    if (value < min) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: " + min + " or more)");
    }
  }
}
