package org.dwsaudit.api.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.dwsaudit.api.export.ExportKind;
import org.dwsaudit.projections.session.SessionStatus;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.Classification;

/** The OpenAPI 3.1 document: {@code openapi.json} beside this class, its closed lists filled in. */
final class OpenApi {

  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  /** A new document, the caller's own. */
  static ObjectNode document() {
    ObjectNode document = read();
    names(document, "ErrorCode", ErrorCode.values(), ErrorCode::name);
    names(document, "Rule", Rule.values(), Rule::name);
    names(document, "Classification", Classification.values(), Classification::label);
    names(document, "ExportFormat", ExportKind.values(), ExportKind::label);
    names(document, "SessionStatus", SessionStatus.values(), SessionStatus::label);
    names(
        document,
        "RetentionCategory",
        RetentionPolicy.Category.values(),
        RetentionPolicy.Category::label);
    return document;
  }

  private static <T> void names(
      ObjectNode document, String schema, T[] values, Function<T, String> name) {
    JsonNode found = document.at(JsonPointer.compile("/components/schemas/" + schema));
    if (!(found instanceof ObjectNode object)) {
      throw new IllegalStateException(RESOURCE + " has no schema " + schema);
    }
    List<String> names = Arrays.stream(values).map(name).toList();
    ArrayNode list = object.putArray("enum");
    names.forEach(list::add);
  }

  private static ObjectNode read() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + RESOURCE);
      }
      return (ObjectNode) JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
