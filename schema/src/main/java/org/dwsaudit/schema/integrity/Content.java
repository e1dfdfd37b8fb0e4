package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.RedactionMarker;
import org.jspecify.annotations.Nullable;

/**
 * What can be withheld of an event, as one JSON object: {@code payload}, {@code context} where it
 * has one, and {@code field_classifications} where it has any, as an array of {@code "level
 * pointer"} in the pointers' order. An entry there is one text because its pointer can be data.
 */
final class Content {

  static final String CONTEXT = "context";
  static final String PAYLOAD = "payload";
  static final String LEVELS = "field_classifications";

  /** Stands for an entry of {@code field_classifications}, which is dropped, not marked. */
  private static final JsonNode HIDDEN_ENTRY = RedactionMarker.of(Classification.RESTRICTED);

  private static final String LEVEL_PREFIX = '/' + LEVELS + '/';

  private Content() {}

  static ObjectNode of(AuditEvent event, Set<String> withheld) {
    SortedMap<String, String> levels = new TreeMap<>();
    event.fieldClassifications().forEach((pointer, level) -> levels.put(pointer, level.label()));
    JsonNode context = event.context() == null ? null : event.context().tree();
    return of(context, event.payload().tree(), levels, withheld);
  }

  /**
   * @param levels pointer → label, as far as they are disclosed
   * @param withheld where the proof says that something was; the entries of {@code
   *     field_classifications} among them take their places again, as markers
   */
  static ObjectNode of(
      @Nullable JsonNode context,
      JsonNode payload,
      SortedMap<String, String> levels,
      Set<String> withheld) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    if (context != null) {
      content.set(CONTEXT, context);
    }
    long entriesWithheld = withheld.stream().filter(p -> p.startsWith(LEVEL_PREFIX)).count();
    if (!levels.isEmpty() || entriesWithheld > 0) {
      entries(content.putArray(LEVELS), levels, withheld);
    }
    content.set(PAYLOAD, payload);
    return content;
  }

  private static void entries(
      ArrayNode entries, SortedMap<String, String> levels, Set<String> withheld) {
    Iterator<Map.Entry<String, String>> disclosed = levels.entrySet().iterator();
    while (true) {
      if (withheld.contains(entryPointer(entries.size()))) {
        entries.add(HIDDEN_ENTRY);
      } else if (disclosed.hasNext()) {
        Map.Entry<String, String> level = disclosed.next();
        entries.add(level.getValue() + ' ' + level.getKey());
      } else {
        return;
      }
    }
  }

  static String entryPointer(int index) {
    return LEVEL_PREFIX + index;
  }

  /** The pointer that an entry of {@code field_classifications} is about. */
  static String pointerOf(String entry) {
    return entry.substring(entry.indexOf(' ') + 1);
  }
}
