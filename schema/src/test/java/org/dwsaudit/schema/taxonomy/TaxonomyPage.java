package org.dwsaudit.schema.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.json.JsonPointers;
import org.dwsaudit.schema.validation.EventSchemas;
import org.jspecify.annotations.Nullable;

/** The page about the taxonomy, as the data gives it. */
final class TaxonomyPage {

  private static final String COMMON = "urn:dws-audit:schema:event:common#";

  private final EventSchemas schemas = EventSchemas.standard();
  private final StringBuilder out = new StringBuilder();

  private TaxonomyPage() {}

  static String text() {
    return new TaxonomyPage().write();
  }

  private String write() {
    out.append(
        """
        # Event types

        This page is made from `taxonomy.json` and the JSON Schemas of the events; CONTRIBUTING.md says how.

        - Types are those of DWS Spec 11, section 3, and the store's own (`audit`), which no producer may send.
        - A mandatory event is needed for audit, state reconstruction and compliance; an optional one is recommended.
        - A payload may hold more fields than are listed. Required ones are marked with an asterisk.
        - The level is what the schema gives a field by default: it is at least that sensitive. Without one a field is
          as sensitive as its event, which is `%s` unless it says otherwise. `field_classifications` raises levels.
        - `*` in a field's name stands for each element of an array, or each member whose name is open.

        """
            .formatted(Classification.DEFAULT.label()));
    Taxonomy taxonomy = Taxonomy.standard();
    out.append("| category | mandatory | optional |\n|---|---|---|\n");
    taxonomy.categories().forEach(this::row);
    taxonomy.categories().forEach(this::category);
    return out.toString();
  }

  private void row(Category category) {
    long mandatory = count(category, Requirement.MANDATORY);
    long optional = count(category, Requirement.OPTIONAL);
    out.append(
        "| [%s](#%s) | %d | %d |\n"
            .formatted(category.name(), anchor(title(category)), mandatory, optional));
  }

  private static long count(Category category, Requirement requirement) {
    return category.eventTypes().stream().filter(t -> t.requirement() == requirement).count();
  }

  private static String title(Category category) {
    return category.section().isEmpty()
        ? category.title()
        : category.title() + " (section " + category.section() + ")";
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]", "").replace(' ', '-');
  }

  private void category(Category category) {
    out.append("\n## ").append(title(category)).append('\n');
    category.eventTypes().forEach(this::type);
  }

  private void type(EventType type) {
    String requirement = type.requirement() == Requirement.MANDATORY ? "Mandatory" : "Optional";
    out.append("\n### ").append(type.name()).append('\n');
    out.append(requirement).append(". ").append(type.description()).append("\n\n");
    out.append("| field | level | |\n|---|---|---|\n");
    JsonNode payload = schemas.document(type.name()).at("/properties/payload");
    fields("", "/payload", payload, schemas.fieldAnnotations(type.name()));
  }

  private void fields(
      String path, String pointer, JsonNode schema, Map<String, Classification> levels) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      boolean required =
          schema.path("required").valueStream().anyMatch(n -> n.asText().equals(name));
      field(path + name, required, JsonPointers.append(pointer, name), property.getValue(), levels);
    }
    for (String open : new String[] {"items", "additionalProperties"}) {
      JsonNode inner = schema.path(open);
      if (inner.isObject()) {
        fields(path + "*/", pointer + "/*", inner, levels);
      }
    }
  }

  private void field(
      String path,
      boolean required,
      String pointer,
      JsonNode schema,
      Map<String, Classification> levels) {
    Classification level = level(pointer, levels);
    out.append("| `").append(path).append(required ? "` *" : "`").append(" | ");
    out.append(level == null ? "" : level.label()).append(" | ");
    out.append(schema.path("description").asText().replace("|", "\\|")).append(" |\n");
    fields(path + '/', pointer, resolved(schema), levels);
  }

  /** A field has its own level or that of all that it holds alike. */
  private static @Nullable Classification level(
      String pointer, Map<String, Classification> levels) {
    Classification own = levels.get(pointer);
    return own == null ? levels.get(pointer + "/*") : own;
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.startsWith(COMMON)
        ? schemas.document("common").at(reference.substring(COMMON.length()))
        : schema;
  }
}
