package org.dwsaudit.compliance.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Levels that objects of an event's content carry themselves, and the event inherits: the artifacts
 * and the context that it is about. An object carries the level of its member {@code
 * data_classification}, if that is a string, and that of its member {@code retention_policy}, if
 * that is an object that carries one.
 */
final class CarriedLevels {

  private static final String MEMBER = "data_classification";
  private static final String POLICY = "retention_policy";

  /** How a name that is spelled otherwise than it reads begins to differ. */
  private static final String ESCAPE = "\\u";

  private CarriedLevels() {}

  /** Whether the event may have any, told by its text alone; if not, it has none. */
  static boolean mayBeIn(AuditEvent event) {
    return mayBeIn(event.payload()) || mayBeIn(event.context());
  }

  private static boolean mayBeIn(@Nullable JsonDocument document) {
    if (document == null) {
      return false;
    }
    String text = document.text();
    return text.contains(MEMBER) || text.contains(ESCAPE);
  }

  /** The level that the context itself carries: the event as a whole has it. Null for none. */
  static @Nullable Classification ofContext(AuditEvent event) {
    JsonDocument context = event.context();
    return context != null && mayBeIn(context) ? of(context.tree()) : null;
  }

  /** Finds every object of payload and context that carries a level. */
  static void forEach(AuditEvent event, BiConsumer<PartPointer, Classification> found) {
    forEach("payload", event.payload(), found);
    forEach("context", event.context(), found);
  }

  private static void forEach(
      String root, @Nullable JsonDocument document, BiConsumer<PartPointer, Classification> found) {
    if (document != null && mayBeIn(document)) {
      List<String> at = new ArrayList<>(List.of(root));
      descend(document.tree(), at, found);
    }
  }

  private static void descend(
      JsonNode node, List<String> at, BiConsumer<PartPointer, Classification> found) {
    Classification own = node.isObject() ? of(node) : null;
    if (own != null) {
      found.accept(new PartPointer(at), own);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      step(member.getKey(), member.getValue(), at, found);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      step(Integer.toString(i), node.get(i), at, found);
    }
  }

  private static void step(
      String segment,
      JsonNode child,
      List<String> at,
      BiConsumer<PartPointer, Classification> found) {
    if (child.isContainerNode()) {
      at.add(segment);
      descend(child, at, found);
      at.removeLast();
    }
  }

  private static @Nullable Classification of(JsonNode object) {
    Classification said = level(object.get(MEMBER));
    Classification policy = level(object.path(POLICY).get(MEMBER));
    return said == null || policy == null ? (said == null ? policy : said) : said.max(policy);
  }

  /** Somebody who says a level that we do not know means something by it: the highest is safe. */
  private static @Nullable Classification level(@Nullable JsonNode said) {
    return said == null || !said.isTextual()
        ? null
        : Classification.ofLabel(said.textValue().strip().toLowerCase(Locale.ROOT))
            .orElse(Classification.RESTRICTED);
  }
}
