package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * A subscription (DWS Spec 11, section 5.1): {@code {"subscription": {…}}}, or its members without
 * that outer object. Its delivery is of type {@code stream}, where it is named, or of type {@code
 * webhook}; {@code from} and {@code after} say where it begins.
 */
public final class SubscriptionJson {

  private static final List<String> MEMBERS =
      Stream.concat(FilterJson.MEMBERS.stream(), Stream.of("delivery", "from", "after")).toList();

  private static final List<String> WEBHOOK_MEMBERS =
      Stream.concat(MEMBERS.stream(), Stream.of("clearance")).toList();

  private static final List<String> DELIVERY_MEMBERS =
      List.of("type", "url", "batch_size", "max_wait_ms", "format");

  private final FilterJson filters;

  public SubscriptionJson(Taxonomy taxonomy) {
    this.filters = new FilterJson(taxonomy);
  }

  /**
   * One to a stream.
   *
   * @throws AuditException MALFORMED_JSON, or INVALID_QUERY if it is JSON but no such subscription
   */
  public StreamSubscription read(byte[] body) {
    return read(members(body));
  }

  /**
   * A durable one, with a webhook.
   *
   * @throws AuditException MALFORMED_JSON, or INVALID_QUERY if it is JSON but no such subscription
   */
  public WebhookSubscription readWebhook(byte[] body) {
    JsonMembers subscription = members(body).onlyKnown(WEBHOOK_MEMBERS);
    JsonMembers delivery = subscription.requiredObject("delivery").onlyKnown(DELIVERY_MEMBERS);
    String type = delivery.requiredText("type", 32);
    if (!type.equals("webhook")) {
      throw delivery.refuse("type", Excerpt.of(type), "webhook; streams are read, not made");
    }
    return new WebhookSubscription(
        filters.read(subscription),
        subscription.text("clearance").map(label -> clearance(subscription, label)),
        subscription.text("from"),
        subscription.text("after"),
        delivery.requiredText("url", WebhookSubscription.URL_CHARS_MAX),
        (int)
            delivery
                .integer("batch_size", 1, WebhookSubscription.BATCH_SIZE_MAX)
                .orElse(WebhookSubscription.BATCH_SIZE_DEFAULT),
        Duration.ofMillis(
            delivery
                .integer("max_wait_ms", 0, WebhookSubscription.MAX_WAIT_MS_MAX)
                .orElse(WebhookSubscription.MAX_WAIT_MS_DEFAULT)),
        delivery.text("format").map(label -> format(delivery, label)).orElse(WebhookFormat.DWS));
  }

  private static Classification clearance(JsonMembers subscription, String label) {
    return Classification.ofLabel(label)
        .orElseThrow(
            () ->
                subscription.refuse(
                    "clearance", Excerpt.of(label), "public, internal or confidential"));
  }

  private static WebhookFormat format(JsonMembers delivery, String label) {
    return WebhookFormat.ofLabel(label)
        .orElseThrow(() -> delivery.refuse("format", Excerpt.of(label), "dws or cloudevents"));
  }

  private static JsonMembers members(byte[] body) {
    JsonNode json = BodyJson.read(body, ErrorCode.INVALID_QUERY);
    JsonMembers outer = JsonMembers.of(json, "subscription", ErrorCode.INVALID_QUERY);
    return json.has("subscription")
        ? outer.onlyKnown(List.of("subscription")).requiredObject("subscription")
        : outer;
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
