package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * A subscription to a stream (DWS Spec 11, section 5.1): {@code {"subscription": {…}}}, or its
 * members without that outer object. Its delivery, where it is named, is of type {@code stream};
 * {@code from} and {@code after} say where it begins.
 */
public final class SubscriptionJson {

  private static final List<String> MEMBERS =
      Stream.concat(FilterJson.MEMBERS.stream(), Stream.of("delivery", "from", "after")).toList();

  private final FilterJson filters;

  public SubscriptionJson(Taxonomy taxonomy) {
    this.filters = new FilterJson(taxonomy);
  }

  /**
   * @throws AuditException MALFORMED_JSON, or INVALID_QUERY if it is JSON but no such subscription
   */
  public StreamSubscription read(byte[] body) {
    JsonNode json = BodyJson.read(body, ErrorCode.INVALID_QUERY);
    JsonMembers outer = JsonMembers.of(json, "subscription", ErrorCode.INVALID_QUERY);
    if (!json.has("subscription")) {
      return read(outer);
    }
    return read(outer.onlyKnown(List.of("subscription")).requiredObject("subscription"));
  }

  private StreamSubscription read(JsonMembers subscription) {
    subscription.onlyKnown(MEMBERS);
    Optional<JsonMembers> delivery = subscription.object("delivery");
    delivery.ifPresent(
        members -> {
          members.onlyKnown(List.of("type"));
          String type = members.requiredText("type", 32);
          if (!type.equals("stream")) {
            throw members.refuse("type", Excerpt.of(type), "stream");
          }
        });
    return new StreamSubscription(
        filters.read(subscription), subscription.text("from"), subscription.text("after"));
  }
}
