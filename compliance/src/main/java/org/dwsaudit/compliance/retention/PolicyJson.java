package org.dwsaudit.compliance.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.wire.JsonMembers;

/** Reads policies as callers send them. */
public final class PolicyJson {

  private static final int ENTRIES_MAX = 1_000;
  private static final int TEXT_CHARACTERS_MAX = 256;

  private PolicyJson() {}

  /**
   * Reads {@code {policies: [{category, period, event_types, framework}]}} out of an object that
   * may have other members; a {@code caveat}, which {@link RetentionJson} writes, is ignored.
   *
   * @throws org.dwsaudit.schema.error.AuditException {@code INVALID_ARGUMENT} where it does not fit
   */
  public static List<RetentionPolicy> policies(JsonMembers json) {
    json.requiredValue("policies");
    return json.elements("policies", ENTRIES_MAX).stream().map(PolicyJson::policy).toList();
  }

  private static RetentionPolicy policy(JsonNode element) {
    JsonMembers json =
        JsonMembers.of(element, "policies", ErrorCode.INVALID_ARGUMENT)
            .onlyKnown(List.of("category", "period", "event_types", "framework", "caveat"));
    return new RetentionPolicy(
        category(json),
        period(json),
        json.texts("event_types", ENTRIES_MAX),
        json.nullableText("framework").orElse(null));
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
}
