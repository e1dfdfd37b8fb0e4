package org.dwsaudit.schema.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.json.JsonPointers;
import org.dwsaudit.schema.taxonomy.NearestNames;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of one CloudEvent and what is wrong with them. */
final class AttributeReader {

  private static final String SPEC_VERSION = "1.0";
  private static final String OURS = "dws";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
  private static final Pattern JSON_TYPE =
      Pattern.compile("(?i)(application|text)/([!-~&&[^;]]+\\+)?json\\s*(;.*)?");

  private final Map<String, String> attributes = new HashMap<>();
  private final List<JsonFlaw> flaws = new ArrayList<>();

  /** An attribute that is null counts as absent (CloudEvents JSON format, section 2.2). */
  void add(String name, JsonNode value) {
    if (!isKnown(name)) {
      refuseUnlessForeign(name, value);
    } else if (value.isTextual()) {
      attributes.put(name, value.textValue());
    } else if (value.isIntegralNumber() && name.equals(Attribute.DWSSEQUENCE.label())) {
      attributes.put(name, value.asText());
    } else if (!value.isNull()) {
      flaw(name, Rule.TYPE, typeName(value) + " (expected: a string)");
    }
  }

  private static boolean isKnown(String name) {
    return Attribute.LABELS.contains(name);
  }

  private void refuseUnlessForeign(String name, JsonNode value) {
    if (!NAME.matcher(name).matches() || name.startsWith(OURS) || name.equals("data")) {
      String hint = NearestNames.hint(name, Attribute.LABELS);
      flaws.add(
          new JsonFlaw(
              JsonPointers.append("", name),
              Rule.UNKNOWN_FIELD,
              "unknown attribute " + Excerpt.of(name) + hint));
    } else if (value.isContainerNode()) {
      flaw(name, Rule.TYPE, typeName(value) + " (expected: a string, a number or a boolean)");
    }
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /** What was wrong, after what can be said when all attributes are there. */
  List<JsonFlaw> finish() {
    for (Attribute attribute : Attribute.REQUIRED) {
      if (!attributes.containsKey(attribute.label())) {
        flaw(attribute.label(), Rule.REQUIRED, "missing (every CloudEvent has it)");
      }
    }
    String version = attributes.get(Attribute.SPECVERSION.label());
    if (version != null && !version.equals(SPEC_VERSION)) {
      String problem = Excerpt.of(version) + " (expected: " + SPEC_VERSION + ")";
      flaw(Attribute.SPECVERSION.label(), Rule.CLOUD_EVENT, problem);
    }
    String type = attributes.get(Attribute.DATACONTENTTYPE.label());
    if (!isJson(type)) {
      String problem = Excerpt.of(String.valueOf(type)) + " (expected: application/json)";
      flaw(Attribute.DATACONTENTTYPE.label(), Rule.CLOUD_EVENT, problem);
    }
    return flaws;
  }

  /** Without a content type the data is JSON. */
  private static boolean isJson(@Nullable String contentType) {
    return contentType == null || JSON_TYPE.matcher(contentType).matches();
  }

  private void flaw(String name, Rule rule, String problem) {
    flaws.add(new JsonFlaw(JsonPointers.append("", name), rule, name + ": " + problem));
  }

  private static String typeName(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
