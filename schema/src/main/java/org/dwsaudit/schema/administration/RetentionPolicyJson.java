package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.query.TypePattern;
import org.dwsaudit.schema.wire.JsonMembers;
import org.jspecify.annotations.Nullable;

/**
 * Retention policies as JSON: {@code {"category": "mandatory" | "optional" | "compliance",
 * "period": "P1Y"}}, for compliance also {@code "event_types"} (types or patterns) and {@code
 * "framework"}.
 */
public final class RetentionPolicyJson {

  /** How many policies may hold at once. */
  public static final int POLICIES_MAX = 1000;

  private static final int MONTHS_MAX = 12_000;
  private static final int DAYS_MAX = 366_000;

  private RetentionPolicyJson() {}

  /**
   * Reads an array of policies.
   *
   * @throws AuditException INVALID_ARGUMENT if it is none, with a message for its author
   */
  public static List<RetentionPolicy> readAll(List<JsonNode> policies) {
    return policies.stream().map(RetentionPolicyJson::read).toList();
  }

  /**
   * @throws AuditException INVALID_ARGUMENT if the value is no policy
   */
  public static RetentionPolicy read(JsonNode value) {
    JsonMembers json =
        JsonMembers.of(value, "policy", ErrorCode.INVALID_ARGUMENT)
            .onlyKnown(List.of("category", "period", "event_types", "framework"));
    Category category = category(json);
    Period period = period(json);
    List<String> types = json.texts("event_types", POLICIES_MAX);
    String framework =
        json.value("framework").isPresent() ? json.requiredText("framework", 256) : null;
    refuseMisplaced(json, category, types, framework);
    types.stream()
        .filter(type -> !TypePattern.isValid(type))
        .forEach(
            type -> {
              throw json.refuse(
                  "event_types", Excerpt.of(type), "a type or pattern, as workflow.*");
            });
    return new RetentionPolicy(category, period, types, framework);
  }

  private static Category category(JsonMembers json) {
    String label = json.requiredText("category", 16);
    return Arrays.stream(Category.values())
        .filter(category -> category.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> json.refuse("category", Excerpt.of(label), "mandatory, optional or compliance"));
  }

  private static Period period(JsonMembers json) {
    String text = json.requiredText("period", 32);
    Period period = period(text);
    if (period == null) {
      throw json.refuse(
          "period", Excerpt.of(text), "an ISO 8601 period of days to 1000 years, as P30D or P1Y");
    }
    return period;
  }

  private static @Nullable Period period(String text) {
    try {
      Period period = Period.parse(text);
      boolean fits =
          !period.isNegative()
              && !period.isZero()
              && period.toTotalMonths() <= MONTHS_MAX
              && period.getDays() <= DAYS_MAX;
      return fits ? period : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static void refuseMisplaced(
      JsonMembers json, Category category, List<String> types, @Nullable String framework) {
    if (category == Category.COMPLIANCE) {
      if (types.isEmpty()) {
        throw json.refuse("event_types", "none", "what the compliance policy covers, as *");
      }
    } else if (!types.isEmpty() || framework != null) {
      throw json.refuse(
          framework == null ? "event_types" : "framework", "present", "only with compliance");
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
    return json;
  }
}
