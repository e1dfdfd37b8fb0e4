package org.dwsaudit.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.Requirement;
import org.jspecify.annotations.Nullable;

/** Reads the list of extension types; schema paths are relative to the configuration file. */
final class ExtensionTypes {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> MEMBERS = Set.of("name", "description", "requirement", "schema");

  private final Path folder;
  private final List<String> mistakes;

  ExtensionTypes(Path folder, List<String> mistakes) {
    this.folder = folder;
    this.mistakes = mistakes;
  }

  List<ExtensionType> read(@Nullable JsonNode list) {
    List<ExtensionType> types = new ArrayList<>();
    if (list == null || list.isNull()) {
      return types;
    }
    if (!list.isArray()) {
      mistakes.add("event_types: not a list (expected: a list of objects)");
      return types;
    }
    for (int i = 0; i < list.size(); i++) {
      readOne("event_types[" + i + "]", list.get(i), types);
    }
    return types;
  }

  private void readOne(String where, JsonNode node, List<ExtensionType> types) {
    for (var member : node.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        mistakes.add(
            "%s.%s: unknown key (expected: %s)".formatted(where, member.getKey(), MEMBERS));
      }
    }
    String name = node.path("name").asText("");
    String requirement = node.path("requirement").asText("optional");
    if (!name.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+") || name.length() > 256) {
      mistakes.add(
          where + ".name: '" + name + "' (expected: dotted lower case, as acme.order_paid)");
      return;
    }
    if (!requirement.equals("mandatory") && !requirement.equals("optional")) {
      mistakes.add(where + ".requirement: " + requirement + " (expected: mandatory or optional)");
      return;
    }
    JsonNode schema = schema(where, node.path("schema").asText(""));
    if (schema != null) {
      types.add(
          new ExtensionType(
              new EventType(
                  name,
                  name.substring(0, name.indexOf('.')),
                  node.path("description").asText(""),
                  requirement.equals("mandatory") ? Requirement.MANDATORY : Requirement.OPTIONAL,
                  false),
              schema));
    }
  }

  private @Nullable JsonNode schema(String where, String path) {
    try {
      return JSON.readTree(folder.resolve(path).toFile());
    } catch (IOException e) {
      mistakes.add(
          "%s.schema: '%s' cannot be read (expected: the path of a JSON Schema)"
              .formatted(where, path));
      return null;
    }
  }
}
