package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * Says what is due and why. Safe for use by several threads.
 *
 * <p>The clock of an event starts when it happened, but not later than it was recorded: {@code
 * min(timestamp, recorded_at)}. The event is due when the longest period that applies to it has
 * passed since then, and not before the minimum of its category and frameworks has passed since it
 * was <em>recorded</em>, so that events sent late, or with a date in the past, do not vanish at
 * once. Periods are calendar periods in UTC, exact to the microsecond. The store's own facts never
 * are due.
 */
public final class RetentionPlanner {

  private final DataSource log;
  private final Taxonomy taxonomy;

  /**
   * @param log any role that may read the log
   */
  public RetentionPlanner(DataSource log, Taxonomy taxonomy) {
    this.log = log;
    this.taxonomy = taxonomy;
  }

  /**
   * What a run for that moment, past or future, would find now: one consistent picture. Reads no
   * events of months that are due as a whole, unless a hold may cover some.
   *
   * @throws org.dwsaudit.schema.error.AuditException {@code INVALID_ARGUMENT} for a moment before
   *     1970 or after 9999
   */
  public RetentionPlan plan(Principal principal, Instant asOf) {
    Instant moment = AsOf.require(asOf);
    try (Connection connection = log.getConnection()) {
      return find(connection, principal.tenant(), moment, LogCounts::readWithNext).plan();
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /** A plan and what it was made from. */
  record Findings(RetentionRules rules, List<Month> months, RetentionPlan plan) {}

  /**
   * What a run finds that is about to begin. What will be due after it does not concern it: that is
   * told only where it costs nothing.
   */
  Findings find(Connection connection, TenantId tenant, Instant asOf) throws SQLException {
    return find(connection, tenant, asOf, LogCounts::read);
  }

  @FunctionalInterface
  private interface Counting {
    Map<Integer, GroupCounts> read(
        Connection connection, RetentionRules rules, Instant asOf, List<Month> months)
        throws SQLException;
  }

  private Findings find(Connection connection, TenantId tenant, Instant asOf, Counting counting)
      throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    try {
      RetentionRules rules = RetentionRules.read(connection, tenant, taxonomy);
      List<Month> months = Months.read(connection, rules);
      return new Findings(
          rules,
          months,
          plan(
              rules,
              asOf,
              counting.read(connection, rules, asOf, months),
              HeldCounts.read(connection, rules, asOf, months)));
    } finally {
      connection.rollback();
      connection.setReadOnly(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(true);
    }
  }

  private static RetentionPlan plan(
      RetentionRules rules,
      Instant asOf,
      Map<Integer, GroupCounts> counts,
      Map<Integer, Long> heldByGroup) {
    List<RetentionGroup> groups = new ArrayList<>();
    for (int i = 0; i < rules.groups().size(); i++) {
      groups.add(
          group(
              rules,
              rules.groups().get(i),
              counts.getOrDefault(i, GroupCounts.NONE),
              heldByGroup.getOrDefault(i, 0L),
              asOf));
    }
    return new RetentionPlan(
        asOf,
        rules.policySet(),
        groups,
        groups.stream().mapToLong(RetentionGroup::events).sum(),
        groups.stream().mapToLong(RetentionGroup::expired).sum(),
        groups.stream().mapToLong(RetentionGroup::held).sum());
  }

  private static RetentionGroup group(
      RetentionRules rules, GroupKey key, GroupCounts counts, long held, Instant asOf) {
    return new RetentionGroup(
        key.category().label(),
        key.period(),
        RetentionReasons.planned(
            key, rules.workflowsOf(key), counts.due(), held, asOf, counts.next()),
        counts.events(),
        counts.due(),
        held,
        counts.earliest(),
        counts.latest());
  }
}
