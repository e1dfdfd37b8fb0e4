package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the log holds of each group. Where all of a kind is due or none of it, the
 * partitions' registry has the answer; only what lies between is read.
 */
final class LogCounts {

  private final Connection connection;
  private final RetentionRules rules;
  private final Instant asOf;
  private final List<Month> months;
  private final Map<Integer, GroupCounts> byGroup = new HashMap<>();

  private LogCounts(Connection connection, RetentionRules rules, Instant asOf, List<Month> months) {
    this.connection = connection;
    this.rules = rules;
    this.asOf = asOf;
    this.months = months;
  }

  /**
   * By the group's number in the rules; a group without events is absent. When the first event that
   * is not yet due will be is known only where events had to be read anyway.
   */
  static Map<Integer, GroupCounts> read(
      Connection connection, RetentionRules rules, Instant asOf, List<Month> months)
      throws SQLException {
    LogCounts counts = new LogCounts(connection, rules, asOf, months);
    counts.count();
    return counts.byGroup;
  }

  /**
   * The same, and it is always known what is due next: for that the first months of which nothing
   * is due yet are read, as far as it may lie in them.
   */
  static Map<Integer, GroupCounts> readWithNext(
      Connection connection, RetentionRules rules, Instant asOf, List<Month> months)
      throws SQLException {
    LogCounts counts = new LogCounts(connection, rules, asOf, months);
    counts.count();
    counts.findNext();
    return counts.byGroup;
  }

  /** The same for a month of which all is due; read are only kinds that go by their workflows. */
  static Map<Integer, GroupCounts> ofDueMonth(
      Connection connection, RetentionRules rules, Instant asOf, Month month) throws SQLException {
    LogCounts counts = new LogCounts(connection, rules, asOf, List.of(month));
    counts.count(month, kind -> !kind.byWorkflow());
    return counts.byGroup;
  }

  private void count() throws SQLException {
    for (Month month : months) {
      count(month, this::isKnown);
    }
  }

  private void count(Month month, Predicate<MonthKind> isKnown) throws SQLException {
    for (MonthKind kind : month.kinds()) {
      if (isKnown.test(kind)) {
        byGroup.merge(kind.groupNo(), GroupCounts.of(kind, asOf), GroupCounts::plus);
      }
    }
    read(month, isKnown.negate())
        .forEach((group, counts) -> byGroup.merge(group, counts, GroupCounts::plus));
  }

  /** Of what was thinned out it is not known when the earliest and latest happened. */
  private boolean isKnown(MonthKind kind) {
    return !kind.byWorkflow() && (kind.isDue(asOf) ? !kind.thinned() : !kind.mayHaveDue(asOf));
  }

  private void findNext() throws SQLException {
    for (Month month : months) {
      read(month, kind -> isKnown(kind) && !kind.mayHaveDue(asOf) && mayBeNext(kind))
          .forEach(
              (group, counts) ->
                  byGroup.computeIfPresent(group, (_, sum) -> sum.withNext(counts.next())));
    }
  }

  private boolean mayBeNext(MonthKind kind) {
    @Nullable Instant next = byGroup.getOrDefault(kind.groupNo(), GroupCounts.NONE).next();
    return next == null || kind.dueFrom().isBefore(next);
  }

  private Map<Integer, GroupCounts> read(Month month, Predicate<MonthKind> which)
      throws SQLException {
    List<String> types = month.kinds().stream().filter(which).map(MonthKind::eventType).toList();
    return types.isEmpty() ? Map.of() : GroupCounts.read(connection, rules, asOf, month, types);
  }
}
