package org.dwsaudit.compliance.retention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionPoliciesSet;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.TypePattern;
import org.dwsaudit.schema.taxonomy.Requirement;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * The policies and holds in force at one moment, worked out for the event types in the log.
 *
 * @param version where the last fact stands that they are made of
 * @param groups what events are counted by; an event's group is its longest policy's
 * @param json for SQL: {@code [{event_type, group_no, periods, floors}]}. An event is due when the
 *     last of these ends: each of the periods from when it happened, each of the floors from when
 *     it was recorded. Which of two calendar periods ends last can depend on when they begin, so
 *     all are kept
 */
record RetentionRules(
    TenantId tenant,
    Position version,
    RetentionPolicySet policySet,
    List<LegalHold> holds,
    List<GroupKey> groups,
    String json) {

  private static final List<String> FACT_TYPES =
      Stream.concat(LegalHolds.FACT_TYPES.stream(), Stream.of(RetentionPoliciesSet.TYPE)).toList();

  /** What is in force as the connection sees it. */
  static RetentionRules read(Connection connection, TenantId tenant, Taxonomy taxonomy)
      throws SQLException {
    FactHistory history = new FactHistory(connection, tenant);
    // first the version: a fact that arrives in between makes the rules look older, never newer
    Position version = version(history);
    RetentionPolicySet policySet = RetentionPolicies.current(history);
    List<GroupKey> groups = policySet.policies().stream().map(GroupKey::of).distinct().toList();
    ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    for (String eventType : EventTypes.inLog(connection, tenant)) {
      rules.add(
          rule(
              eventType,
              policySet.policies(),
              groups,
              category(taxonomy.requirementOf(eventType))));
    }
    return new RetentionRules(
        tenant, version, policySet, LegalHolds.active(history), groups, rules.toString());
  }

  static Position version(FactHistory history) throws SQLException {
    return history.lastPosition(FACT_TYPES);
  }

  /** Locks appends out until the transaction ends, and says whether these rules are old. */
  boolean changedUnderLock(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("SET LOCAL lock_timeout = '60s'");
      lock.execute("SELECT last_position FROM log_head FOR SHARE");
    }
    return !version(new FactHistory(connection, tenant)).equals(version);
  }

  private static ObjectNode rule(
      String eventType, List<RetentionPolicy> policies, List<GroupKey> groups, Category category) {
    List<RetentionPolicy> applicable =
        policies.stream().filter(policy -> applies(policy, eventType, category)).toList();
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    rule.put("event_type", eventType);
    rule.put("group_no", groups.indexOf(GroupKey.of(longest(applicable))));
    ArrayNode periods = rule.putArray("periods");
    applicable.stream().map(policy -> policy.period().toString()).distinct().forEach(periods::add);
    ArrayNode floors = rule.putArray("floors");
    floors(applicable).stream().map(Period::toString).distinct().forEach(floors::add);
    return rule;
  }

  private static Category category(Requirement requirement) {
    return switch (requirement) {
      case MANDATORY -> Category.MANDATORY;
      case OPTIONAL -> Category.OPTIONAL;
    };
  }

  private static boolean applies(RetentionPolicy policy, String eventType, Category category) {
    return switch (policy.category()) {
      case MANDATORY, OPTIONAL -> policy.category() == category;
      case COMPLIANCE ->
          policy.eventTypes().stream().anyMatch(p -> TypePattern.matches(p, eventType));
    };
  }

  private static RetentionPolicy longest(List<RetentionPolicy> applicable) {
    RetentionPolicy longest = applicable.getFirst();
    for (RetentionPolicy policy : applicable) {
      if (Periods.BY_LENGTH.compare(policy.period(), longest.period()) > 0) {
        longest = policy;
      }
    }
    return longest;
  }

  private static List<Period> floors(List<RetentionPolicy> applicable) {
    List<Period> floors = new ArrayList<>();
    for (RetentionPolicy policy : applicable) {
      Optional<RetentionFloors.Floor> floor =
          RetentionFloors.floor(policy.category(), policy.framework());
      floor.ifPresent(found -> floors.add(found.period()));
    }
    return floors;
  }
}
