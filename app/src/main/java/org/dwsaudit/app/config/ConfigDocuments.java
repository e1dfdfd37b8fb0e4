package org.dwsaudit.app.config;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is written about the settings: the file's JSON Schema and a page for people. */
public final class ConfigDocuments {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ConfigDocuments() {}

  /** JSON Schema 2020-12 of {@code dws-audit.yaml}. */
  public static String schema() {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "dws-audit.yaml");
    root.put("type", "object");
    root.put("additionalProperties", false);
    ObjectNode properties = root.putObject("properties");
    for (ConfigKey key : ConfigKeys.ALL) {
      String[] path = key.path().split("\\.", 2);
      ObjectNode section = properties;
      if (path.length == 2) {
        ObjectNode parent = properties.withObjectProperty(path[0]);
        parent.put("type", "object").put("additionalProperties", false);
        section = parent.withObjectProperty("properties");
      }
      describe(section.putObject(path[path.length - 1]), key);
    }
    return root.toPrettyString() + "\n";
  }

  private static void describe(ObjectNode property, ConfigKey key) {
    property.put("description", key.description());
    switch (key.type()) {
      case TEXT -> property.put("type", "string").put("minLength", 1).put("maxLength", key.max());
      case INTEGER ->
          property.put("type", "integer").put("minimum", key.min()).put("maximum", key.max());
      case LIST -> property.put("type", "array").putObject("items").put("type", "object");
    }
    if (key.fallback() instanceof Number number) {
      property.put("default", number.longValue());
    } else if (key.fallback() != null) {
      property.put("default", key.fallback().toString());
    }
  }

  /** The page {@code docs/configuration.md}. */
  public static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            One YAML file, given with `serve --config dws-audit.yaml`; the environment overrides the
            file and the command line overrides both. Unknown keys are refused. The file's JSON Schema
            is [dws-audit.schema.json](dws-audit.schema.json).

            | key | default | environment | what it is |
            |---|---|---|---|
            """);
    for (ConfigKey key : ConfigKeys.ALL) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  key.path(),
                  key.fallback() == null ? "–" : "`" + key.fallback() + "`",
                  key.type() == ConfigKey.Type.LIST ? "–" : "`" + key.variable() + "`",
                  key.description()));
    }
    return page.toString();
  }
}
