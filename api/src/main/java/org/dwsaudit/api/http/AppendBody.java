package org.dwsaudit.api.http;

import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.BodyType;
import org.dwsaudit.schema.cloudevents.CloudEventHeaders;
import org.dwsaudit.schema.cloudevents.CloudEventReader;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.validation.EventReader;

/**
 * Reads the events of a request by what its body calls itself; without a name it is JSON. Headers
 * of a CloudEvent make the body its data, whatever it calls itself.
 */
final class AppendBody {

  private static final String EXPECTED =
      "application/json, application/x-ndjson, application/cloudevents+json or"
          + " application/cloudevents-batch+json";

  private final EventReader reader;
  private final CloudEventReader cloudEvents;

  AppendBody(AuditServices services) {
    this.reader = services.reader();
    this.cloudEvents = new CloudEventReader(services.reader());
  }

  /**
   * @throws org.dwsaudit.schema.error.AuditException UNSUPPORTED_MEDIA_TYPE, or as {@link
   *     EventReader} and {@link CloudEventReader} say
   */
  List<SubmittedEvent> read(ApiRequest request) {
    byte[] body = request.body();
    BodyType type = request.bodyType().orElse(BodyType.JSON);
    return switch (type.name()) {
      case "application/cloudevents+json" -> cloudEvents.readStructured(body);
      case "application/cloudevents-batch+json" -> cloudEvents.readBatch(body);
      case String _ when CloudEventHeaders.arePresent(request.headers()) ->
          cloudEvents.readBinary(CloudEventHeaders.attributes(request.headers()), body);
      case "application/json" -> reader.readJson(body);
      case "application/x-ndjson" -> reader.readNdjson(body);
      default -> throw type.refuse(EXPECTED);
    };
  }
}
