package org.dwsaudit.api.http;

import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.BodyType;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.validation.EventReader;

/** Reads the events of a request by what its body calls itself; without a name it is JSON. */
final class AppendBody {

  private static final String EXPECTED = "application/json or application/x-ndjson";

  private final EventReader reader;

  AppendBody(AuditServices services) {
    this.reader = services.reader();
  }

  /**
   * @throws org.dwsaudit.schema.error.AuditException UNSUPPORTED_MEDIA_TYPE, or as {@link
   *     EventReader} says
   */
  List<SubmittedEvent> read(ApiRequest request) {
    BodyType type = request.bodyType().orElse(null);
    if (type == null || type.is("application/json")) {
      return reader.readJson(request.body());
    }
    if (type.is("application/x-ndjson")) {
      return reader.readNdjson(request.body());
    }
    throw type.refuse(EXPECTED);
  }
}
