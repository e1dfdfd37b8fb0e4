package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.taxonomy.Category;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.NearestNames;

/** {@code GET /v1/taxonomy} and {@code GET /v1/schemas/{event_type}}. */
final class TaxonomyApi {

  /** The schema that all others refer to. */
  private static final String COMMON = "common";

  private static final MediaType JSON_SCHEMA = MediaType.parse("application/schema+json");

  private final AuditServices services;

  TaxonomyApi(AuditServices services) {
    this.services = services;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/taxonomy", this::taxonomy),
        Endpoint.get("/v1/schemas/{event_type}", this::schema));
  }

  private HttpResponse taxonomy(ApiRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode categories = json.putArray("categories");
    services.taxonomy().categories().forEach(category -> write(category, categories.addObject()));
    return JsonAnswer.ok(json);
  }

  private static void write(Category category, ObjectNode json) {
    json.put("name", category.name())
        .put("title", category.title())
        .put("section", category.section())
        .put("reserved", category.reserved());
    ArrayNode types = json.putArray("event_types");
    category.eventTypes().forEach(type -> write(type, types.addObject()));
  }

  private static void write(EventType type, ObjectNode json) {
    json.put("name", type.name())
        .put("description", type.description())
        .put("requirement", type.requirement().label());
  }

  private HttpResponse schema(ApiRequest request) {
    String type = request.pathParameter("event_type");
    if (!type.equals(COMMON) && services.taxonomy().find(type).isEmpty()) {
      throw new AuditException(
          ErrorCode.SCHEMA_NOT_FOUND,
          "event_type: %s (expected: a known event type, or common)%s"
              .formatted(Excerpt.of(type), NearestNames.hint(services.taxonomy().nearest(type))));
    }
    return HttpResponse.of(
        HttpStatus.OK, JSON_SCHEMA, HttpData.ofUtf8(services.schemas().document(type).toString()));
  }
}
