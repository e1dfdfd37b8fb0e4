package org.dwsaudit.schema.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code taxonomy.json}. */
final class TaxonomyJson {

  private static final String RESOURCE = "/org/dwsaudit/schema/taxonomy.json";

  private TaxonomyJson() {}

  static List<Category> read() {
    try (InputStream in = TaxonomyJson.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + RESOURCE);
      }
      List<Category> categories = new ArrayList<>();
      for (JsonNode category : JsonMapper.builder().build().readTree(in).path("categories")) {
        categories.add(category(category));
      }
      return categories;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Category category(JsonNode json) {
    String name = json.path("name").asText();
    boolean reserved = json.path("reserved").asBoolean();
    List<EventType> types = new ArrayList<>();
    for (JsonNode type : json.path("event_types")) {
      types.add(
          new EventType(
              type.path("name").asText(),
              name,
              type.path("description").asText(),
              Requirement.valueOf(type.path("requirement").asText().toUpperCase(Locale.ROOT)),
              reserved));
    }
    return new Category(
        name, json.path("title").asText(), json.path("section").asText(""), reserved, types);
  }
}
