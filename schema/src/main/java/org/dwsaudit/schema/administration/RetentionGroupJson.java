package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Period;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.wire.JsonMembers;
import org.dwsaudit.schema.wire.Timestamps;

/** Retention groups as JSON, in facts and in what plans and runs answer. */
public final class RetentionGroupJson {

  private RetentionGroupJson() {}

  public static ObjectNode write(RetentionGroup group) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("category", group.category());
    json.put("period", group.period().toString());
    json.put("reason", group.reason());
    json.put("events", group.events());
    json.put("expired", group.expired());
    json.put("held", group.held());
    if (group.earliest() != null) {
      json.put("earliest", Timestamps.text(group.earliest()));
    }
    if (group.latest() != null) {
      json.put("latest", Timestamps.text(group.latest()));
    }
    return json;
  }

  static RetentionGroup read(JsonNode value) {
    JsonMembers json = JsonMembers.of(value, "group", ErrorCode.STORE_CORRUPT);
    return new RetentionGroup(
        json.requiredText("category", 256),
        period(json),
        json.text("reason").orElse(""),
        json.requiredInteger("events", 0, Long.MAX_VALUE),
        json.requiredInteger("expired", 0, Long.MAX_VALUE),
        json.requiredInteger("held", 0, Long.MAX_VALUE),
        json.instant("earliest").orElse(null),
        json.instant("latest").orElse(null));
  }

  private static Period period(JsonMembers json) {
    String text = json.requiredText("period", 64);
    try {
      return Period.parse(text);
    } catch (DateTimeException e) {
      throw json.refuse("period", text, "an ISO 8601 period");
    }
  }
}
