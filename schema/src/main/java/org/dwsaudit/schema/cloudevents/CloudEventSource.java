package org.dwsaudit.schema.cloudevents;

import java.net.URI;
import java.util.Optional;
import org.dwsaudit.schema.event.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * The source attribute, {@code dws://{workflow_id}/{worker_id}}: both percent-encoded outside the
 * unreserved characters of RFC 3986; a hyphen where there is no worker.
 */
record CloudEventSource(String workflowId, @Nullable String workerId) {

  static final String EXPECTED =
      "dws://{workflow_id}/{worker_id}, percent-encoded; - for no worker";

  private static final String SCHEME = "dws://";
  private static final String NO_WORKER = "-";
  private static final String NO_WORKER_ENCODED = "%2D";

  static CloudEventSource of(AuditEvent event) {
    return new CloudEventSource(event.workflowId(), event.workerId());
  }

  URI uri() {
    return URI.create(
        SCHEME
            + PercentCode.encode(workflowId)
            + '/'
            + (workerId == null ? NO_WORKER : encoded(workerId)));
  }

  private static String encoded(String worker) {
    return worker.equals(NO_WORKER) ? NO_WORKER_ENCODED : PercentCode.encode(worker);
  }

  /** What a source says, if it is one of ours. */
  static Optional<CloudEventSource> parse(String source) {
    int slash = source.indexOf('/', SCHEME.length());
    if (!source.startsWith(SCHEME) || slash < 0 || !isPlain(source, SCHEME.length(), slash)) {
      return Optional.empty();
    }
    Optional<String> workflow = PercentCode.decode(source.substring(SCHEME.length(), slash));
    String worker = source.substring(slash + 1);
    if (workflow.isEmpty() || workflow.get().isEmpty() || worker.isEmpty()) {
      return Optional.empty();
    }
    return worker.equals(NO_WORKER)
        ? workflow.map(id -> new CloudEventSource(id, null))
        : PercentCode.decode(worker).map(id -> new CloudEventSource(workflow.get(), id));
  }

  /** Whether nothing but a workflow and a worker is there: no further segment, query, fragment. */
  private static boolean isPlain(String source, int from, int slash) {
    return source.indexOf('/', slash + 1) < 0
        && source.indexOf('?', from) < 0
        && source.indexOf('#', from) < 0;
  }
}
