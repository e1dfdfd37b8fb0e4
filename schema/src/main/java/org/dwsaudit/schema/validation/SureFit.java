package org.dwsaudit.schema.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schema asks of a value, as far as it can be told at a glance. An event that fits costs no
 * walk through the validator; whatever is not sure goes to it, and all errors come from it. So a
 * keyword that is not known here is never a hole: such a schema is never sure.
 */
sealed interface SureFit {

  /** Whether the value surely fits; false says nothing. */
  boolean fits(JsonNode value);

  /** Told nothing by its schema. */
  record Anything() implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      return true;
    }
  }

  /** Of a schema that only the validator understands. */
  record Unsure() implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      return false;
    }
  }

  /** All of them. */
  record All(List<SureFit> parts) implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).fits(value)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One of the types; an integer written with a fraction is left to the validator. */
  record Types(Set<String> names) implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      return switch (value.getNodeType()) {
        case OBJECT -> names.contains("object");
        case ARRAY -> names.contains("array");
        case STRING -> names.contains("string");
        case BOOLEAN -> names.contains("boolean");
        case NULL -> names.contains("null");
        case NUMBER ->
            names.contains("number") || (names.contains("integer") && value.isIntegralNumber());
        case MISSING, BINARY, POJO -> false;
      };
    }
  }

  record Members(Map<String, SureFit> known, List<String> required) implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      if (!value.isObject()) {
        return true;
      }
      for (String name : required) {
        if (!value.has(name)) {
          return false;
        }
      }
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        SureFit fit = known.get(member.getKey());
        if (fit != null && !fit.fits(member.getValue())) {
          return false;
        }
      }
      return true;
    }
  }

  record Elements(SureFit each) implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      if (value.isArray()) {
        for (JsonNode element : value) {
          if (!each.fits(element)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /** Texts of so many code points. */
  record Length(int min, int max) implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      if (!value.isTextual()) {
        return true;
      }
      String text = value.textValue();
      int points = text.codePointCount(0, text.length());
      return points >= min && points <= max;
    }
  }

  record Between(double min, double max) implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      return !value.isNumber() || (value.doubleValue() >= min && value.doubleValue() <= max);
    }
  }

  record OneOf(Set<String> texts) implements SureFit {
    @Override
    public boolean fits(JsonNode value) {
      return value.isTextual() && texts.contains(value.textValue());
    }
  }

  /** Reads schemas, whose references lead into the documents. */
  final class Reader {

    private static final int REFERENCES_MAX = 16;
    private static final Unsure UNSURE = new Unsure();

    /** Say nothing about a value. */
    private static final Set<String> NOTES =
        Set.of("title", "description", "default", "examples", "$comment", FieldAnnotations.KEYWORD);

    private final SchemaDocuments documents;

    Reader(SchemaDocuments documents) {
      this.documents = documents;
    }

    /**
     * @param id of the document that the schema stands in, for references within it
     */
    SureFit read(String id, JsonNode schema) {
      return read(id, schema, 0);
    }

    private SureFit read(String id, JsonNode schema, int references) {
      if (!schema.isObject()) {
        return schema.isBoolean() && schema.booleanValue() ? new Anything() : UNSURE;
      }
      List<SureFit> parts = new ArrayList<>();
      for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
        if (!NOTES.contains(keyword.getKey())) {
          parts.add(keyword(id, keyword.getKey(), keyword.getValue(), schema, references));
        }
      }
      return parts.contains(UNSURE) ? UNSURE : new All(List.copyOf(parts));
    }

    private SureFit keyword(
        String id, String name, JsonNode value, JsonNode schema, int references) {
      return switch (name) {
        case "$ref" -> reference(id, value.asText(), references + 1);
        case "type" -> new Types(texts(value.isTextual() ? List.of(value) : value));
        case "properties" -> members(id, value, schema, references);
        case "required" -> members(id, schema.path("properties"), schema, references);
        case "items" -> elements(read(id, value, references));
        case "minLength", "maxLength" -> length(schema);
        case "minimum", "maximum" -> between(schema);
        case "enum" -> allTexts(value) ? new OneOf(texts(value)) : UNSURE;
        case "const" -> value.isTextual() ? new OneOf(Set.of(value.textValue())) : UNSURE;
        default -> UNSURE;
      };
    }

    private SureFit reference(String id, String reference, int references) {
      int fragment = reference.indexOf("#/");
      if (fragment < 0 || references > REFERENCES_MAX) {
        return UNSURE;
      }
      String target = fragment == 0 ? id : reference.substring(0, fragment);
      JsonNode document = documents.find(target);
      return document == null
          ? UNSURE
          : read(target, document.at(reference.substring(fragment + 1)), references);
    }

    private SureFit members(String id, JsonNode properties, JsonNode schema, int references) {
      Map<String, SureFit> known = new HashMap<>();
      for (Map.Entry<String, JsonNode> property : properties.properties()) {
        known.put(property.getKey(), read(id, property.getValue(), references));
      }
      return new Members(Map.copyOf(known), List.copyOf(texts(schema.path("required"))));
    }

    private static SureFit elements(SureFit each) {
      return each.equals(UNSURE) ? UNSURE : new Elements(each);
    }

    private static SureFit length(JsonNode schema) {
      return new Length(
          schema.path("minLength").asInt(0), schema.path("maxLength").asInt(Integer.MAX_VALUE));
    }

    private static SureFit between(JsonNode schema) {
      return new Between(
          schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY),
          schema.path("maximum").asDouble(Double.POSITIVE_INFINITY));
    }

    private static boolean allTexts(JsonNode values) {
      for (JsonNode value : values) {
        if (!value.isTextual()) {
          return false;
        }
      }
      return true;
    }

    private static Set<String> texts(Iterable<JsonNode> values) {
      Set<String> texts = new HashSet<>();
      values.forEach(value -> texts.add(value.asText()));
      return texts;
    }
  }
}
