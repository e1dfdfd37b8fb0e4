package org.dwsaudit.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import java.io.IOException;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.projections.query.EventPage;
import org.dwsaudit.projections.view.EventCounts;
import org.dwsaudit.schema.administration.ReadScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.wire.CountJson;
import org.dwsaudit.schema.wire.EventJson;
import org.dwsaudit.schema.wire.FieldSelection;
import org.dwsaudit.schema.wire.QueryJson;
import org.dwsaudit.schema.wire.QueryRequest;

/** {@code POST /v1/events/query}, {@code …/count} and {@code GET /v1/events/{event_id}}. */
final class EventsApi {

  private static final JsonMapper TREES = JsonMapper.builder().build();

  private final AuditServices services;
  private final QueryJson queries;
  private final CountJson counts;

  EventsApi(AuditServices services) {
    this.services = services;
    this.queries = new QueryJson(services.taxonomy());
    this.counts = new CountJson(services.taxonomy());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/events/query", this::query),
        Endpoint.post("/v1/events/count", this::count),
        Endpoint.get("/v1/events/{event_id}", this::event));
  }

  private HttpResponse query(ApiRequest request) throws IOException {
    request.requireJson();
    QueryRequest query = queries.read(request.body());
    EventPage page =
        services
            .reads()
            .once(
                request.toRead(new ReadScope.Query(query.filter())),
                disclosure ->
                    services
                        .events()
                        .page(
                            request.principal(),
                            query.filter(),
                            disclosure,
                            query.order(),
                            query.cursor(),
                            query.limit()));
    return JsonAnswer.written(json -> write(page, query.fields(), json));
  }

  private HttpResponse count(ApiRequest request) {
    request.requireJson();
    EventCounts.Counted counted =
        services.counts().count(request.principal(), counts.read(request.body()));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("events", counted.events());
    ObjectNode facets = json.putObject("facets");
    counted.facets().forEach((facet, found) -> facets.set(facet.label(), tree(found)));
    json.put("events_behind", counted.eventsBehind());
    return JsonAnswer.ok(json);
  }

  private static ObjectNode tree(EventCounts.Facet facet) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode values = json.putArray("values");
    for (EventCounts.Value value : facet.values()) {
      values.addObject().put("value", value.value()).put("events", value.events());
    }
    return json.put("distinct", facet.distinct());
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
    RecordedEvent disclosed =
        services
            .reads()
            .once(request.toRead(new ReadScope.Event(id)), disclosure -> disclosure.apply(event));
    return JsonAnswer.written(json -> EventJson.write(disclosed, json));
  }
}
