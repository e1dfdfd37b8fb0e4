package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
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
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.wire.FilterJson;
import org.dwsaudit.schema.wire.JsonMembers;
import org.jspecify.annotations.Nullable;

/** Reads the payloads that {@link FactJson} writes; a member nobody knows yet is passed over. */
final class FactReader {

  private static final HoldScopeJson SCOPES = new HoldScopeJson(FilterJson.ofStored());

  private FactReader() {}

  static AdministrativeFact read(String eventType, ObjectNode payload) {
    JsonMembers json = JsonMembers.of(payload, "payload", ErrorCode.STORE_CORRUPT);
    String actor = json.text("actor").orElse("");
    String reason = json.text("reason").orElse("");
    return switch (eventType) {
      case LegalHoldPlaced.TYPE ->
          new LegalHoldPlaced(
              json.requiredUuid("hold_id"),
              SCOPES.read(json.requiredValue("scope")),
              reason,
              actor);
      case LegalHoldReleased.TYPE ->
          new LegalHoldReleased(json.requiredUuid("hold_id"), reason, actor);
      case RetentionPoliciesSet.TYPE ->
          new RetentionPoliciesSet(RetentionPolicyJson.readAll(json), reason, actor);
      case RetentionRunStarted.TYPE ->
          new RetentionRunStarted(
              json.requiredUuid("run_id"), json.requiredInstant("as_of"), groups(json), actor);
      case RetentionRunCompleted.TYPE ->
          new RetentionRunCompleted(
              json.requiredUuid("run_id"),
              json.requiredInstant("as_of"),
              json.requiredInteger("expired", 0, Long.MAX_VALUE),
              json.requiredInteger("held", 0, Long.MAX_VALUE),
              groups(json),
              ExpiryProofJson.read(json),
              actor);
      case ExportCompleted.TYPE ->
          new ExportCompleted(
              json.requiredUuid("export_id"),
              json.requiredText("format", 64),
              clearance(json),
              FilterJson.ofStored().read(json.requiredValue("filter")),
              json.requiredInteger("events", 0, Long.MAX_VALUE),
              json.text("reason").orElse(null),
              actor);
      case SubscriptionCreated.TYPE ->
          new SubscriptionCreated(
              json.requiredUuid("subscription_id"),
              json.requiredText("url", 4096),
              json.requiredText("format", 64),
              clearance(json),
              FilterJson.ofStored().read(json.requiredValue("filter")),
              actor);
      case SubscriptionSecretRotated.TYPE ->
          new SubscriptionSecretRotated(
              json.requiredUuid("subscription_id"), json.requiredInstant("overlap_until"), actor);
      case SubscriptionDeleted.TYPE ->
          new SubscriptionDeleted(json.requiredUuid("subscription_id"), actor);
      case CheckpointKeyRotated.TYPE ->
          new CheckpointKeyRotated(
              json.requiredText("before", 1024), json.requiredText("after", 1024), reason, actor);
      case ParkedEventsRetried.TYPE ->
          new ParkedEventsRetried(
              json.requiredUuid("subscription_id"),
              uuid(json, "session_id"),
              uuid(json, "event_id"),
              actor);
      case ParkedEventsDropped.TYPE ->
          new ParkedEventsDropped(
              json.requiredUuid("subscription_id"),
              uuid(json, "session_id"),
              uuid(json, "event_id"),
              actor);
      case ViewRebuildRequested.TYPE ->
          new ViewRebuildRequested(json.requiredText("view", 256), actor);
      case RestrictedRead.TYPE ->
          new RestrictedRead(
              json.requiredUuid("read_id"),
              ReadScopeJson.read(json),
              json.requiredInteger("events", 0, Long.MAX_VALUE),
              reason,
              actor);
      default -> throw new AuditException(ErrorCode.STORE_CORRUPT, "no such fact");
    };
  }

  private static List<RetentionGroup> groups(JsonMembers json) {
    return json.elements("groups", Integer.MAX_VALUE).stream()
        .map(RetentionGroupJson::read)
        .toList();
  }

  private static @Nullable UUID uuid(JsonMembers json, String name) {
    return json.value(name).isPresent() ? json.requiredUuid(name) : null;
  }

  private static Classification clearance(JsonMembers json) {
    String label = json.requiredText("clearance", 64);
    return Classification.ofLabel(label)
        .orElseThrow(() -> json.refuse("clearance", label, "a classification"));
  }
}
