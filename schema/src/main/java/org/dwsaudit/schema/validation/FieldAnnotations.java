package org.dwsaudit.schema.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.json.JsonPointers;

/** Collects {@code x-data-classification} from a schema, through every way to a sub-schema. */
final class FieldAnnotations {

  static final String KEYWORD = "x-data-classification";

  private final SchemaDocuments documents;
  private final Map<String, Classification> levels = new TreeMap<>();
  private final Set<String> referencesOpen = new HashSet<>();

  FieldAnnotations(SchemaDocuments documents) {
    this.documents = documents;
  }

  Map<String, Classification> ofType(String eventType) {
    for (String id : new String[] {SchemaDocuments.COMMON, SchemaDocuments.PREFIX + eventType}) {
      JsonNode properties = documents.ofType(name(id)).path("properties");
      collect(id, properties.path("payload"), "/payload");
      collect(id, properties.path("context"), "/context");
    }
    return Collections.unmodifiableMap(levels);
  }

  private static String name(String id) {
    return id.substring(SchemaDocuments.PREFIX.length());
  }

  private void collect(String id, JsonNode schema, String pointer) {
    if (!schema.isObject()) {
      return;
    }
    JsonNode level = schema.path(KEYWORD);
    if (!level.isMissingNode()) {
      levels.merge(pointer, level(level), Classification::max);
    }
    schema
        .path("properties")
        .properties()
        .forEach(p -> collect(id, p.getValue(), JsonPointers.append(pointer, p.getKey())));
    schema.path("patternProperties").forEach(member -> collect(id, member, pointer + "/*"));
    schema.path("prefixItems").forEach(item -> collect(id, item, pointer + "/*"));
    for (String any : new String[] {"items", "additionalProperties", "unevaluatedProperties"}) {
      collect(id, schema.path(any), pointer + "/*");
    }
    for (String group : new String[] {"allOf", "anyOf", "oneOf"}) {
      schema.path(group).forEach(part -> collect(id, part, pointer));
    }
    for (String branch : new String[] {"then", "else"}) {
      collect(id, schema.path(branch), pointer);
    }
    schema.path("dependentSchemas").forEach(part -> collect(id, part, pointer));
    follow(id, schema.path("$ref").asText(""), pointer);
  }

  private void follow(String id, String reference, String pointer) {
    if (reference.isEmpty()) {
      return;
    }
    int hash = reference.indexOf('#');
    String target = hash == 0 ? id : hash < 0 ? reference : reference.substring(0, hash);
    String fragment = hash < 0 ? "" : reference.substring(hash + 1);
    JsonNode document = documents.find(target);
    if (document == null || !JsonPointers.isValid(fragment)) {
      throw new IllegalStateException("no schema at " + reference);
    }
    JsonNode schema = document.at(fragment);
    if (referencesOpen.add(target + '#' + fragment)) {
      collect(target, schema, pointer);
      referencesOpen.remove(target + '#' + fragment);
    } else {
      // nested without end: from here on the whole part has the highest level found inside
      schema
          .findValues(KEYWORD)
          .forEach(level -> levels.merge(pointer, level(level), Classification::max));
    }
  }

  private static Classification level(JsonNode level) {
    return Classification.ofLabel(level.asText())
        .orElseThrow(() -> new IllegalStateException(KEYWORD + ": " + level));
  }
}
