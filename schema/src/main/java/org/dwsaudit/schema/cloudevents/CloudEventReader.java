package org.dwsaudit.schema.cloudevents;

import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.json.MalformedJsonException;
import org.dwsaudit.schema.json.StrictJson;
import org.dwsaudit.schema.json.StrictJsonReader;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.Limits;

/**
 * Reads DWS events out of CloudEvents 1.0.2, by the rules and with the errors of {@link
 * EventReader}. Safe for use by several threads.
 *
 * <p>The data is one of two things:
 *
 * <ul>
 *   <li>A whole event, as {@link CloudEventMapping} writes it: an object with at least two of
 *       {@code event_id}, {@code event_type} and {@code payload}. The attributes MUST agree with it
 *       ({@code DISAGREEMENT}); {@code time} and {@code subject} may be absent. Its {@code record}
 *       is passed over, as another store gave it; its {@code sequence_number} stays what the
 *       producer expects.
 *   <li>Else the payload alone: the common fields then come from the attributes as {@link
 *       CloudEventMapping} lists them, and from the extensions {@code dwsbaseversion} (required),
 *       {@code dwsphaseid}, {@code dwscorrelationid}, {@code dwsclassification} and {@code
 *       dwssequence}. An event with a context or classified fields has to be sent whole.
 * </ul>
 *
 * <p>Other extensions tell of the way that the event took, not of the event, and are passed over;
 * those that begin with {@code dws} or are no attribute names are refused. Violations point into
 * the CloudEvent as structured mode spells it: {@code /id}, {@code /data/payload}; into {@code
 * data_base64} as though it were not encoded. An event's size and depth count without the envelope.
 */
public final class CloudEventReader {

  private final EventReader events;
  private final Limits limits;
  private final StrictJsonReader json;
  private final EnvelopeReader envelopes;
  private final EventInEnvelope inside;

  public CloudEventReader(EventReader events) {
    this.events = events;
    this.limits = events.limits();
    this.json = new StrictJsonReader(limits.depthMax() + 1);
    this.envelopes = new EnvelopeReader(new StrictJsonReader(limits.depthMax()));
    this.inside = new EventInEnvelope(limits.depthMax());
  }

  /** Reads one event in structured mode, {@code application/cloudevents+json}. */
  public List<SubmittedEvent> readStructured(byte[] body) {
    limits.requireRequestBytes(body.length);
    try {
      return read(List.of(json.read(body)));
    } catch (MalformedJsonException e) {
      throw malformed(e);
    }
  }

  /** Reads an array of such, {@code application/cloudevents-batch+json}. */
  public List<SubmittedEvent> readBatch(byte[] body) {
    limits.requireRequestBytes(body.length);
    try {
      return read(json.readElements(body, limits.eventsPerRequestMax()));
    } catch (MalformedJsonException e) {
      throw malformed(e);
    }
  }

  private List<SubmittedEvent> read(List<StrictJson> sent) {
    return events.readCarried(sent.stream().map(envelopes::structured).map(inside::take).toList());
  }

  /**
   * Reads one event in binary mode.
   *
   * @param attributes by their names without prefix, decoded, as {@link CloudEventHeaders} gives
   *     them; the data's content type as {@code datacontenttype}
   */
  public List<SubmittedEvent> readBinary(Map<String, String> attributes, byte[] data) {
    limits.requireRequestBytes(data.length);
    try {
      return events.readCarried(List.of(inside.take(envelopes.binary(attributes, data))));
    } catch (MalformedJsonException e) {
      throw malformed(e);
    }
  }

  private static AuditException malformed(MalformedJsonException e) {
    return new AuditException(ErrorCode.MALFORMED_JSON, e.getMessage(), e);
  }
}
