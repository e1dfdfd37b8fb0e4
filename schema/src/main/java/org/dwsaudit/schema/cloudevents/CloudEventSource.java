package org.dwsaudit.schema.cloudevents;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dwsaudit.schema.event.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * The source attribute, {@code dws://{workflow_id}/{worker_id}}: both percent-encoded outside the
 * unreserved characters of RFC 3986; a hyphen where there is no worker.
 */
record CloudEventSource(String workflowId, @Nullable String workerId) {

  private static final String SCHEME = "dws://";
  private static final String NO_WORKER = "-";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  static CloudEventSource of(AuditEvent event) {
    return new CloudEventSource(event.workflowId(), event.workerId());
  }

  URI uri() {
    String worker = workerId == null ? NO_WORKER : encode(workerId);
    return URI.create(SCHEME + encode(workflowId) + '/' + worker);
  }

  /** What a source says, if it is one of ours. */
  static Optional<CloudEventSource> parse(URI source) {
    String text = source.toString();
    int slash = text.indexOf('/', SCHEME.length());
    if (!text.startsWith(SCHEME) || slash < 0 || text.indexOf('/', slash + 1) >= 0) {
      return Optional.empty();
    }
    String workflow = decode(text.substring(SCHEME.length(), slash));
    String worker = text.substring(slash + 1);
    return workflow.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CloudEventSource(
                workflow, worker.isEmpty() || worker.equals(NO_WORKER) ? null : decode(worker)));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    if (text.equals(NO_WORKER)) {
      return "%2D";
    }
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved((char) (b & 0xFF))) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }
}
