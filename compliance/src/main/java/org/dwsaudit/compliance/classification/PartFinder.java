package org.dwsaudit.compliance.classification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.JsonDocument;
import org.jspecify.annotations.Nullable;

/** Finds the parts of an event's content that a pointer, or a pattern of pointers, leads to. */
final class PartFinder {

  private static final String ANY = "*";
  private static final int INDEX_DIGITS_MAX = 9;

  private final AuditEvent event;

  PartFinder(AuditEvent event) {
    this.event = event;
  }

  /** Empty where it leads nowhere, or to anything else than payload and context. */
  List<PartPointer> find(PartPointer pattern, boolean wildcards) {
    List<String> segments = pattern.segments();
    if (segments.isEmpty()) {
      return List.of();
    }
    JsonDocument root =
        switch (segments.getFirst()) {
          case "payload" -> event.payload();
          case "context" -> event.context();
          default -> null;
        };
    if (root == null) {
      return List.of();
    }
    List<PartPointer> found = new ArrayList<>();
    PartPointer start = new PartPointer(segments.subList(0, 1));
    descend(root.tree(), start, segments.subList(1, segments.size()), wildcards, found);
    return found;
  }

  private static void descend(
      JsonNode node,
      PartPointer at,
      List<String> rest,
      boolean wildcards,
      List<PartPointer> found) {
    if (rest.isEmpty()) {
      found.add(at);
      return;
    }
    String segment = rest.getFirst();
    List<String> deeper = rest.subList(1, rest.size());
    if (wildcards && segment.equals(ANY)) {
      for (String name : names(node)) {
        descend(childOf(node, name), at.child(name), deeper, true, found);
      }
      return;
    }
    JsonNode child = child(node, segment);
    if (child != null) {
      descend(child, at.child(segment), deeper, wildcards, found);
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    if (node instanceof ArrayNode) {
      for (int i = 0; i < node.size(); i++) {
        names.add(Integer.toString(i));
      }
    } else {
      node.fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  private static JsonNode childOf(JsonNode node, String name) {
    return node instanceof ArrayNode ? node.get(Integer.parseInt(name)) : node.get(name);
  }

  private static @Nullable JsonNode child(JsonNode node, String segment) {
    if (node instanceof ObjectNode) {
      return node.get(segment);
    }
    return node instanceof ArrayNode && isIndex(segment)
        ? node.get(Integer.parseInt(segment))
        : null;
  }

  private static boolean isIndex(String segment) {
    return segment.length() <= INDEX_DIGITS_MAX && segment.matches("0|[1-9][0-9]*");
  }
}
