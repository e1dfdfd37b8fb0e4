package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.compliance.facts.RecordedFact;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionPoliciesSet;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.error.DatabaseFault;

/**
 * The retention policies of a tenant: those set last, else the defaults. Safe for use by several
 * threads.
 */
public final class RetentionPolicies {

  private final DataSource log;
  private final FactLog facts;

  /**
   * @param log any role that may read the log
   */
  public RetentionPolicies(DataSource log, FactLog facts) {
    this.log = log;
    this.facts = facts;
  }

  /** What holds now for the principal's tenant. */
  public RetentionPolicySet current(Principal principal) {
    try (Connection connection = log.getConnection()) {
      return current(new FactHistory(connection, principal.tenant()));
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /**
   * Replaces all policies by these. There MUST be one for mandatory and one for optional events,
   * both without event types and framework; any number for compliance, each with event type
   * patterns and a framework that {@link RetentionFloors} knows, or none. Where several apply to an
   * event the longest wins. They hold for events stored before, too, and from the next batch of a
   * retention run that is under way.
   *
   * @throws org.dwsaudit.schema.error.AuditException {@code RETENTION_BELOW_MINIMUM} when a period
   *     is under the floor of its category or framework; {@code INVALID_ARGUMENT} for anything else
   *     that is wrong. Nothing is set then, and the message names every fault
   */
  public RetentionPolicySet set(
      Principal principal, List<RetentionPolicy> policies, String reason) {
    String words = Reason.require(reason);
    PolicyCheck.require(policies);
    facts.record(principal.tenant(), new RetentionPoliciesSet(policies, words, principal.actor()));
    return current(principal);
  }

  static RetentionPolicySet current(FactHistory history) throws SQLException {
    return history
        .last(RetentionPoliciesSet.TYPE)
        .map(RetentionPolicies::policySet)
        .orElse(RetentionPolicySet.DEFAULT);
  }

  private static RetentionPolicySet policySet(RecordedFact recorded) {
    RetentionPoliciesSet set = (RetentionPoliciesSet) recorded.fact();
    return new RetentionPolicySet(
        set.policies(),
        new RetentionPolicySet.Setting(set.reason(), set.actor(), recorded.recordedAt()));
  }
}
