package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.wire.JsonMembers;

/**
 * Retention policies as JSON: {@code {"category": "mandatory" | "optional" | "compliance",
 * "period": "P1Y", "event_types": […], "framework": …, "workflows": […]}}. Whether they make sense
 * is not looked at here.
 */
public final class RetentionPolicyJson {

  private static final int ENTRIES_MAX = 1_000;
  private static final int TEXT_CHARACTERS_MAX = 256;

  private RetentionPolicyJson() {}

  /**
   * Reads the member {@code policies}; a {@code caveat} in one is ignored, so that what the server
   * shows can be sent back.
   *
   * @throws org.dwsaudit.schema.error.AuditException INVALID_ARGUMENT if it is no array of policies
   */
  public static List<RetentionPolicy> readAll(JsonMembers holder) {
    holder.requiredValue("policies");
    return holder.elements("policies", ENTRIES_MAX).stream()
        .map(RetentionPolicyJson::read)
        .toList();
  }

  static RetentionPolicy read(JsonNode value) {
    JsonMembers json =
        JsonMembers.of(value, "policies", ErrorCode.INVALID_ARGUMENT)
            .onlyKnown(
                List.of("category", "period", "event_types", "framework", "workflows", "caveat"));
    return new RetentionPolicy(
        category(json),
        period(json),
        json.texts("event_types", ENTRIES_MAX),
        json.nullableText("framework").orElse(null),
        json.texts("workflows", ENTRIES_MAX));
  }

  private static Category category(JsonMembers json) {
    String label = json.requiredText("category", TEXT_CHARACTERS_MAX);
    return Arrays.stream(Category.values())
        .filter(category -> category.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                json.refuse(
                    "category",
                    Excerpt.of(label),
                    Arrays.stream(Category.values())
                        .map(Category::label)
                        .collect(Collectors.joining(", "))));
  }

  private static Period period(JsonMembers json) {
    String text = json.requiredText("period", TEXT_CHARACTERS_MAX);
    try {
      return Period.parse(text);
    } catch (DateTimeException e) {
      throw json.refuse(
          "period", Excerpt.of(text), "an ISO 8601 period of years, months and days, as P90D");
    }
  }

  public static ObjectNode write(RetentionPolicy policy) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("category", policy.category().label());
    json.put("period", policy.period().toString());
    if (!policy.eventTypes().isEmpty()) {
      policy.eventTypes().forEach(json.putArray("event_types")::add);
    }
    if (policy.framework() != null) {
      json.put("framework", policy.framework());
    }
    if (!policy.workflows().isEmpty()) {
      policy.workflows().forEach(json.putArray("workflows")::add);
    }
    return json;
  }
}
