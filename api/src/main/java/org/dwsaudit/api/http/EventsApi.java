package org.dwsaudit.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.HttpResponse;
import java.io.IOException;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.projections.query.EventPage;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.EventJson;
import org.dwsaudit.schema.wire.FieldSelection;
import org.dwsaudit.schema.wire.QueryJson;
import org.dwsaudit.schema.wire.QueryRequest;

/** {@code POST /v1/events/query} and {@code GET /v1/events/{event_id}}. */
final class EventsApi {

  private static final JsonMapper TREES = JsonMapper.builder().build();

  private final AuditServices services;
  private final QueryJson queries;

  EventsApi(AuditServices services) {
    this.services = services;
    this.queries = new QueryJson(services.taxonomy());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/events/query", this::query),
        Endpoint.get("/v1/events/{event_id}", this::event));
  }

  private HttpResponse query(ApiRequest request) throws IOException {
    request.requireJson();
    QueryRequest query = queries.read(request.body());
    EventPage page =
        services
            .events()
            .page(
                request.principal(),
                query.filter(),
                services.redactor().forRead(request.principal()),
                query.order(),
                query.cursor(),
                query.limit());
    return JsonAnswer.written(json -> write(page, query.fields(), json));
  }

  private static void write(EventPage page, FieldSelection fields, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("events");
    for (RecordedEvent event : page.events()) {
      if (fields.isAll()) {
        EventJson.write(event, json);
      } else {
        TREES.writeTree(json, fields.tree(event));
      }
    }
    json.writeEndArray();
    json.writeFieldName("next_cursor");
    json.writeString(page.nextCursor().orElse(null));
    json.writeFieldName("previous_cursor");
    json.writeString(page.previousCursor().orElse(null));
    json.writeEndObject();
  }

  private HttpResponse event(ApiRequest request) throws IOException {
    EventId id = new EventId(request.pathUuid("event_id"));
    RecordedEvent event =
        services
            .events()
            .event(request.principal(), id)
            .orElseThrow(
                () ->
                    new AuditException(
                        ErrorCode.EVENT_NOT_FOUND,
                        "event: %s (expected: the id of a stored event)".formatted(id)));
    RecordedEvent disclosed = services.redactor().forRead(request.principal()).apply(event);
    return JsonAnswer.written(json -> EventJson.write(disclosed, json));
  }
}
