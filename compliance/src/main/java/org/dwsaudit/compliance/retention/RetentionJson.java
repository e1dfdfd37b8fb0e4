package org.dwsaudit.compliance.retention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.administration.ExpiryProofJson;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicyJson;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * Policies, plans, runs and receipts as JSON. Members are in snake case, periods ISO 8601 ({@code
 * P90D}), times RFC 3339 in UTC; what is absent is left out.
 */
public final class RetentionJson {

  private RetentionJson() {}

  /**
   * {@code {policies: [{category, period, event_types, framework, workflows, caveat}], set: {…}}}.
   */
  public static ObjectNode policySet(RetentionPolicySet policySet) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    policies(json, policySet.policies());
    RetentionPolicySet.Setting setting = policySet.setting();
    if (setting != null) {
      json.putObject("set")
          .put("reason", setting.reason())
          .put("set_by", setting.setBy())
          .put("set_at", Timestamps.text(setting.setAt()));
    }
    return json;
  }

  /** {@code [{name, minimum, source, caveat}]}: every preset, with what its number does not say. */
  public static ArrayNode frameworks() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Framework framework : RetentionFloors.frameworks()) {
      ObjectNode preset = json.addObject().put("name", framework.name());
      framework.minimum().map(Period::toString).ifPresent(p -> preset.put("minimum", p));
      preset.put("source", framework.source()).put("caveat", framework.caveat());
    }
    return json;
  }

  /** {@code {as_of, events, due, held, policies, groups: [{…, events, due, held, …}]}}. */
  public static ObjectNode plan(RetentionPlan plan) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("as_of", Timestamps.text(plan.asOf()))
            .put("events", plan.events())
            .put("due", plan.due())
            .put("held", plan.held());
    policies(json, plan.policySet().policies());
    groups(json, "groups", "due", plan.groups());
    return json;
  }

  /** {@code {run_id, as_of, expired, held, groups, ranges, ranges_root, months}}. */
  public static ObjectNode receipt(RetentionReceipt receipt) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("run_id", receipt.runId().toString())
            .put("as_of", Timestamps.text(receipt.asOf()))
            .put("expired", receipt.expired())
            .put("held", receipt.held());
    groups(json, "groups", "expired", receipt.groups());
    ExpiryProofJson.write(receipt.proof(), json);
    return json;
  }

  /** {@code {run_id, status, as_of, actor, started_at, ended_at, expired, planned, receipt}}. */
  public static ObjectNode run(RetentionRun run) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("run_id", run.runId().toString())
            .put("status", run.status().label())
            .put("as_of", Timestamps.text(run.asOf()))
            .put("actor", run.actor());
    time(json, "started_at", run.startedAt());
    time(json, "ended_at", run.endedAt());
    json.put("expired", run.expired());
    groups(json, "planned", "due", run.planned());
    RetentionReceipt receipt = run.receipt();
    if (receipt != null) {
      json.set("receipt", receipt(receipt));
    }
    return json;
  }

  private static void policies(ObjectNode json, List<RetentionPolicy> policies) {
    ArrayNode array = json.putArray("policies");
    for (RetentionPolicy policy : policies) {
      ObjectNode one = RetentionPolicyJson.write(policy);
      Optional.ofNullable(policy.framework())
          .flatMap(RetentionFloors::framework)
          .ifPresent(preset -> one.put("caveat", preset.caveat()));
      array.add(one);
    }
  }

  private static void groups(
      ObjectNode json, String name, String number, List<RetentionGroup> groups) {
    ArrayNode array = json.putArray(name);
    for (RetentionGroup group : groups) {
      ObjectNode one =
          array
              .addObject()
              .put("category", group.category())
              .put("period", group.period().toString())
              .put("reason", group.reason())
              .put("events", group.events())
              .put(number, group.expired())
              .put("held", group.held());
      time(one, "earliest", group.earliest());
      time(one, "latest", group.latest());
    }
  }

  private static void time(ObjectNode json, String name, @Nullable Instant time) {
    if (time != null) {
      json.put(name, Timestamps.text(time));
    }
  }
}
