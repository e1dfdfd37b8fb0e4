package org.dwsaudit.schema.cloudevents;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.EventJson;

/**
 * Recorded events as CloudEvents 1.0.2 (Spec 11, section 9):
 *
 * <table>
 * <caption>attributes</caption>
 * <tr><td>{@code id}</td><td>event_id</td></tr>
 * <tr><td>{@code type}</td><td>{@code dws.} and event_type</td></tr>
 * <tr><td>{@code source}</td><td>{@code dws://{workflow_id}/{worker_id}}, both percent-encoded, a
 *     hyphen where there is no worker</td></tr>
 * <tr><td>{@code time}</td><td>timestamp</td></tr>
 * <tr><td>{@code subject}</td><td>session_id</td></tr>
 * <tr><td>{@code datacontenttype}</td><td>{@code application/json}</td></tr>
 * <tr><td>{@code data}</td><td>the whole event as {@link EventJson} gives it, its sequence number
 *     and {@code record} included: what the attributes cannot carry is not lost</td></tr>
 * </table>
 *
 * <p>{@link CloudEventReader} is the way back.
 */
public final class CloudEventMapping {

  static final String TYPE_PREFIX = "dws.";
  static final String JSON = "application/json";

  private static final JsonFormat FORMAT = new JsonFormat();

  private CloudEventMapping() {}

  /** Withholds nothing: what is to be kept back MUST be redacted already. */
  public static CloudEvent toCloudEvent(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    return CloudEventBuilder.v1()
        .withId(event.eventId().toString())
        .withType(TYPE_PREFIX + event.eventType())
        .withSource(CloudEventSource.of(event).uri())
        .withTime(event.timestamp().atOffset(ZoneOffset.UTC))
        .withSubject(event.sessionId().toString())
        .withData(JSON, EventJson.text(recorded).getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** The same in structured mode: compact JSON in UTF-8 without a line break. */
  public static byte[] toStructuredJson(RecordedEvent recorded) {
    return FORMAT.serialize(toCloudEvent(recorded));
  }
}
