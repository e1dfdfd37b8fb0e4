package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.dwsaudit.schema.administration.AdministrativeFact.CheckpointKeyRotated;
import org.dwsaudit.schema.administration.AdministrativeFact.ExportCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldPlaced;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldReleased;
import org.dwsaudit.schema.administration.AdministrativeFact.ParkedEventsDropped;
import org.dwsaudit.schema.administration.AdministrativeFact.ParkedEventsRetried;
import org.dwsaudit.schema.administration.AdministrativeFact.RestrictedRead;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionPoliciesSet;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionCreated;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionDeleted;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionSecretRotated;
import org.dwsaudit.schema.administration.AdministrativeFact.ViewRebuildRequested;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** Administrative facts as events of the system stream, and back. */
public final class FactJson {

  /** The workflow that the store's own facts belong to. */
  public static final String WORKFLOW_ID = "dws-audit";

  /** The store's facts depend on no definitions: git's null hash stands for none. */
  public static final String BASE_VERSION = "0".repeat(40);

  private static final int WORKER_ID_CHARS_MAX = 256;

  private FactJson() {}

  /** The event that records the fact: its actor as the worker, internal, in the system stream. */
  public static AuditEvent toEvent(AdministrativeFact fact, EventId eventId, Instant timestamp) {
    return new AuditEvent(
        eventId,
        fact.eventType(),
        timestamp,
        SessionId.SYSTEM,
        WORKFLOW_ID,
        null,
        workerId(fact.actor()),
        null,
        BASE_VERSION,
        null,
        payload(fact),
        Classification.INTERNAL,
        Map.of());
  }

  /**
   * The fact that an event of the system stream records.
   *
   * @throws AuditException STORE_CORRUPT if it records none
   */
  public static AdministrativeFact fromEvent(AuditEvent event) {
    return fact(event.eventType(), event.payload());
  }

  /** The fact that an event of this type with this payload records, as {@link #fromEvent}. */
  public static AdministrativeFact fact(String eventType, JsonDocument payload) {
    try {
      return FactReader.read(eventType, payload.tree());
    } catch (AuditException e) {
      throw new AuditException(
          ErrorCode.STORE_CORRUPT, "fact " + eventType + " does not read: " + e.getMessage(), e);
    }
  }

  public static JsonDocument payload(AdministrativeFact fact) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (fact) {
      case LegalHoldPlaced placed -> {
        json.put("hold_id", placed.holdId().toString());
        json.set("scope", HoldScopeJson.write(placed.scope()));
        json.put("reason", placed.reason());
      }
      case LegalHoldReleased released -> {
        json.put("hold_id", released.holdId().toString());
        json.put("reason", released.reason());
      }
      case RetentionPoliciesSet set -> {
        array(json, "policies", set.policies(), RetentionPolicyJson::write);
        json.put("reason", set.reason());
      }
      case RetentionRunStarted started -> {
        json.put("run_id", started.runId().toString());
        json.put("as_of", Timestamps.text(started.asOf()));
        array(json, "groups", started.groups(), RetentionGroupJson::write);
      }
      case RetentionRunCompleted completed -> {
        json.put("run_id", completed.runId().toString());
        json.put("as_of", Timestamps.text(completed.asOf()));
        json.put("expired", completed.expired());
        json.put("held", completed.held());
        array(json, "groups", completed.groups(), RetentionGroupJson::write);
        ExpiryProofJson.write(completed.proof(), json);
      }
      case ExportCompleted export -> {
        json.put("export_id", export.exportId().toString());
        json.put("format", export.format());
        json.put("clearance", export.clearance().label());
        json.set("filter", FilterJson.write(export.filter()));
        json.put("events", export.events());
        optional(json, "reason", export.reason());
      }
      case SubscriptionCreated created -> {
        json.put("subscription_id", created.subscriptionId().toString());
        json.put("url", created.url());
        json.put("format", created.format());
        json.put("clearance", created.clearance().label());
        json.set("filter", FilterJson.write(created.filter()));
      }
      case SubscriptionSecretRotated rotated -> {
        json.put("subscription_id", rotated.subscriptionId().toString());
        json.put("overlap_until", Timestamps.text(rotated.overlapUntil()));
      }
      case SubscriptionDeleted deleted ->
          json.put("subscription_id", deleted.subscriptionId().toString());
      case CheckpointKeyRotated rotated -> {
        json.put("before", rotated.before());
        json.put("after", rotated.after());
        json.put("reason", rotated.reason());
      }
      case ParkedEventsRetried retried ->
          parked(json, retried.subscriptionId(), retried.sessionId(), retried.eventId());
      case ParkedEventsDropped dropped ->
          parked(json, dropped.subscriptionId(), dropped.sessionId(), dropped.eventId());
      case ViewRebuildRequested requested -> json.put("view", requested.view());
      case RestrictedRead read -> {
        json.put("read_id", read.readId().toString());
        ReadScopeJson.write(read.scope(), json);
        json.put("events", read.events());
        json.put("reason", read.reason());
      }
    }
    return JsonDocument.of(json.put("actor", fact.actor()));
  }

  private static void parked(
      ObjectNode json, UUID subscription, @Nullable UUID session, @Nullable UUID event) {
    json.put("subscription_id", subscription.toString());
    optional(json, "session_id", session);
    optional(json, "event_id", event);
  }

  private static void optional(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  private static <T> void array(
      ObjectNode json, String name, List<T> values, Function<T, ObjectNode> write) {
    values.forEach(value -> json.withArray(name).add(write.apply(value)));
    if (values.isEmpty()) {
      json.putArray(name);
    }
  }

  /** The actor as an identifier: visible text of bounded length. The payload has it unchanged. */
  private static String workerId(String actor) {
    StringBuilder id = new StringBuilder();
    actor
        .codePoints()
        .limit(WORKER_ID_CHARS_MAX)
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? '?' : c)
        .forEach(id::appendCodePoint);
    return id.isEmpty() ? "?" : id.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
