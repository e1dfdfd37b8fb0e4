package org.dwsaudit.projections.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.cloudevents.CloudEventMapping;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.integrity.Sha256;
import org.dwsaudit.schema.wire.EventJson;
import org.dwsaudit.schema.wire.WebhookFormat;

/** What a delivery says, and what it is called. */
final class WebhookBody {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int ID_BYTES = 16;

  private WebhookBody() {}

  /** The body, of events that were redacted already. */
  static byte[] of(WebhookFormat format, UUID subscription, List<RecordedEvent> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    try {
      switch (format) {
        case DWS -> writeDws(out, subscription, events);
        case CLOUDEVENTS -> writeCloudEvents(out, events);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void writeDws(
      ByteArrayOutputStream out, UUID subscription, List<RecordedEvent> events) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("subscription_id", subscription.toString());
      json.writeArrayFieldStart("events");
      for (RecordedEvent event : events) {
        EventJson.write(event, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeCloudEvents(ByteArrayOutputStream out, List<RecordedEvent> events)
      throws IOException {
    char before = '[';
    for (RecordedEvent event : events) {
      out.write(before);
      out.write(CloudEventMapping.toStructuredJson(event));
      before = ',';
    }
    out.write(']');
  }

  /** The name of a batch: the same for the same events of the same subscription. */
  static String id(UUID subscription, List<Position> positions) {
    MessageDigest digest = Sha256.digest();
    digest.update(subscription.toString().getBytes(StandardCharsets.US_ASCII));
    positions.forEach(p -> digest.update(p.toString().getBytes(StandardCharsets.US_ASCII)));
    return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), ID_BYTES));
  }
}
