package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionPoliciesSet;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * The policies and holds in force at one moment, worked out for the event types in the log.
 *
 * @param version where the last fact stands that they are made of
 * @param groups what events are counted by; an event's group is its longest policy's
 * @param json for SQL, as {@link TypeRules} has it
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
    String json =
        TypeRules.json(
            policySet.policies(), groups, taxonomy, EventTypes.inLog(connection, tenant));
    return new RetentionRules(tenant, version, policySet, LegalHolds.active(history), groups, json);
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

  /** The workflows that the policies of a group are for; none where one is for all. */
  List<String> workflowsOf(GroupKey group) {
    List<RetentionPolicy> policies =
        policySet.policies().stream().filter(p -> GroupKey.of(p).equals(group)).toList();
    return policies.stream().anyMatch(policy -> policy.workflows().isEmpty())
        ? List.of()
        : policies.stream().flatMap(policy -> policy.workflows().stream()).distinct().toList();
  }
}
