package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * One way through the months that may have something due, in batches, each a transaction: select
 * what is due, leave what is held, delete the rest and record it.
 *
 * <p>The last step before a commit takes the lock that every append needs and looks whether holds
 * or policies have changed since they were read; if so the batch is rolled back and the pass begins
 * again under what holds now. So a hold that was acknowledged before the commit always wins, and
 * appends wait for that last moment only.
 */
final class ExpiryPass {

  /**
   * For tests: called before a batch, deleted already, or a month locks appends out and commits.
   */
  @FunctionalInterface
  interface Interruption {
    Interruption NONE = () -> {};

    void beforeLock();

    /** Called when readers have kept a month from being dropped, before it is tried again. */
    default void lockedOut() {}
  }

  private final Connection connection;
  private final UUID runId;
  private final Instant asOf;
  private final Taxonomy taxonomy;
  private final Proving proving;
  private final int batchSize;
  private final Interruption interruption;

  private RetentionRules rules;
  private final Deque<Month> left = new ArrayDeque<>();
  private long afterPosition;
  private long expired;
  private final Map<GroupKey, Long> heldByGroup = new HashMap<>();

  /**
   * @param rules to begin under
   * @param expiredBefore what the run has removed already, for its progress
   */
  ExpiryPass(
      Connection connection,
      RetentionRules rules,
      UUID runId,
      Instant asOf,
      Taxonomy taxonomy,
      Proving proving,
      int batchSize,
      long expiredBefore,
      Interruption interruption)
      throws SQLException {
    this.connection = connection;
    this.rules = rules;
    this.runId = runId;
    this.asOf = asOf;
    this.taxonomy = taxonomy;
    this.proving = proving;
    this.batchSize = batchSize;
    this.expired = expiredBefore;
    this.interruption = interruption;
    findMonths();
  }

  private void findMonths() throws SQLException {
    left.clear();
    for (Month month : Months.read(connection, rules)) {
      if (month.mayHaveDue(asOf)) {
        left.add(month);
      }
    }
    afterPosition = 0;
  }

  void run(RetentionProgress progress) throws SQLException {
    connection.setAutoCommit(false);
    try {
      while (!left.isEmpty()) {
        batch(left.getFirst());
        progress.advanced(expired, held());
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  RetentionRules rules() {
    return rules;
  }

  Map<GroupKey, Long> heldByGroup() {
    return heldByGroup;
  }

  private long held() {
    return heldByGroup.values().stream().mapToLong(Long::longValue).sum();
  }

  private void batch(Month month) throws SQLException {
    List<Candidate> due =
        new Candidates(rules, asOf).page(connection, month, afterPosition, batchSize);
    List<Candidate> held = new ArrayList<>();
    List<Candidate> free = new ArrayList<>();
    Set<Long> covered = HeldCandidates.positions(connection, rules, month, due);
    for (Candidate candidate : due) {
      (covered.contains(candidate.position()) ? held : free).add(candidate);
    }
    if (!free.isEmpty()) {
      proving.awaitUpTo(new Position(free.getLast().position()));
      delete(month, free);
      ExpiredRanges.insert(connection, rules.tenant(), runId, rules.groups(), free);
      interruption.beforeLock();
      if (rules.changedUnderLock(connection)) {
        connection.rollback();
        beginAgain();
        return;
      }
      ExpiredRows.count(connection, rules.tenant(), month, free);
    }
    connection.commit();
    expired += free.size();
    held.forEach(c -> heldByGroup.merge(rules.groups().get(c.groupNo()), 1L, Long::sum));
    if (due.size() < batchSize) {
      left.removeFirst();
      afterPosition = 0;
    } else {
      afterPosition = due.getLast().position();
    }
  }

  private void beginAgain() throws SQLException {
    rules = RetentionRules.read(connection, rules.tenant(), taxonomy);
    findMonths();
    heldByGroup.clear();
  }

  private void delete(Month month, List<Candidate> expiring) throws SQLException {
    int deleted = ExpiredRows.delete(connection, rules.tenant(), month, expiring);
    if (deleted != expiring.size()) {
      throw new AuditException(
          ErrorCode.INTERNAL_ERROR,
          "retention run: %d rows deleted (expected: %d); the batch is taken back"
              .formatted(deleted, expiring.size()));
    }
  }
}
