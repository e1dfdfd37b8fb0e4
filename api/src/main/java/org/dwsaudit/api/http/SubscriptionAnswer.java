package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.dwsaudit.projections.subscription.DeliveryState;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.projections.subscription.OpenBatch;
import org.dwsaudit.projections.subscription.ParkedEvent;
import org.dwsaudit.projections.subscription.SubscriptionStatus;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** Subscriptions as JSON; a secret is in none of them. */
final class SubscriptionAnswer {

  private SubscriptionAnswer() {}

  static ObjectNode tree(DurableSubscription subscription, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("subscription_id", subscription.id().toString());
    json.set("filter", FilterJson.write(subscription.filter()));
    json.putObject("delivery")
        .put("type", "webhook")
        .put("url", subscription.target().uri().toString())
        .put("batch_size", subscription.batchSize())
        .put("max_wait_ms", subscription.maxWait().toMillis())
        .put("format", subscription.format().label());
    json.put("clearance", subscription.clearance().label());
    json.put("owner", subscription.owner().actor());
    json.put("created_at", Timestamps.text(subscription.createdAt()));
    json.put("status", subscription.status().label());
    text(json, "status_reason", subscription.statusReason());
    json.set("state", state(subscription, now));
    return json;
  }

  private static ObjectNode state(DurableSubscription subscription, Instant now) {
    DeliveryState state = subscription.state();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("phase", phase(subscription));
    json.put("position", state.position().toString());
    json.put("positions_behind", state.positionsBehind());
    json.put("seconds_behind", state.secondsBehind(now));
    json.put("delivered_events", state.delivered());
    json.put("parked_events", state.parked());
    OpenBatch batch = state.batch();
    if (batch != null) {
      ObjectNode open = json.putObject("batch");
      open.put("events", batch.positions().size());
      open.put("attempts", state.attempts());
      time(open, "next_attempt_at", state.nextAttemptAt());
    }
    json.put("breaker", state.breaker());
    if (state.lastStatus() != null) {
      json.put("last_status", state.lastStatus());
    }
    text(json, "last_error", state.lastError());
    time(json, "last_failure_at", state.lastFailureAt());
    time(json, "last_success_at", state.lastSuccessAt());
    text(json, "server", state.server());
    return json;
  }

  private static String phase(DurableSubscription subscription) {
    if (subscription.status() != SubscriptionStatus.ACTIVE) {
      return "stopped";
    }
    if (subscription.state().batch() == null) {
      return "waiting";
    }
    return subscription.state().nextAttemptAt() == null ? "delivering" : "retrying";
  }

  static ObjectNode tree(ParkedEvent event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("position", event.position().toString());
    json.put("session_id", event.sessionId().toString());
    json.put("event_id", event.eventId().toString());
    json.put("event_type", event.eventType());
    json.put("reason", event.failed() ? "failed" : "behind");
    json.put("retry", event.retry());
    text(json, "webhook_id", event.webhookId());
    if (event.status() != null) {
      json.put("status", event.status());
    }
    text(json, "error", event.error());
    json.put("attempts", event.attempts());
    json.put("parked_at", Timestamps.text(event.parkedAt()));
    time(json, "last_attempt_at", event.lastAttemptAt());
    return json;
  }

  private static void text(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void time(ObjectNode json, String name, @Nullable Instant value) {
    if (value != null) {
      json.put(name, Timestamps.text(value));
    }
  }
}
