package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.TenantId;

/**
 * One way through the log in batches, each a transaction: select what is due, leave what is held,
 * delete the rest and record it.
 *
 * <p>The last statement before a commit takes the lock that every append needs and looks whether
 * holds or policies have changed since they were read; if so the batch is rolled back and the pass
 * begins again under what holds now. So a hold that was acknowledged before the commit always wins,
 * and appends wait for that last moment only.
 */
final class ExpiryPass {

  /** For tests: called when a batch is deleted but not yet committed, before appends are locked. */
  @FunctionalInterface
  interface Interruption {
    Interruption NONE = () -> {};

    void beforeLock();
  }

  private final Connection connection;
  private final TenantId tenant;
  private final UUID runId;
  private final Instant asOf;
  private final TypeCategories categories;
  private final int batchSize;
  private final Interruption interruption;

  private RetentionRules rules;
  private long afterPosition;
  private long expired;
  private final Map<GroupKey, Long> heldByGroup = new HashMap<>();

  ExpiryPass(
      Connection connection,
      TenantId tenant,
      UUID runId,
      Instant asOf,
      TypeCategories categories,
      int batchSize,
      Interruption interruption)
      throws SQLException {
    this.connection = connection;
    this.tenant = tenant;
    this.runId = runId;
    this.asOf = asOf;
    this.categories = categories;
    this.batchSize = batchSize;
    this.interruption = interruption;
    this.rules = RetentionRules.read(connection, tenant, categories);
  }

  void run(RetentionProgress progress) throws SQLException {
    connection.setAutoCommit(false);
    try {
      boolean more;
      do {
        more = batch();
        progress.advanced(expired, held());
      } while (more);
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

  /** Whether there may be more. */
  private boolean batch() throws SQLException {
    List<Candidate> due = new Candidates(rules, asOf).page(connection, afterPosition, batchSize);
    Map<Boolean, List<Candidate>> byHeld =
        due.stream().collect(Collectors.partitioningBy(c -> rules.isHeld(c.envelope())));
    List<Candidate> free = byHeld.getOrDefault(false, List.of());
    if (!free.isEmpty()) {
      delete(free);
      ExpiredRanges.insert(connection, tenant, runId, rules.groups(), free);
      interruption.beforeLock();
      if (rulesChangedUnderLock()) {
        connection.rollback();
        beginAgain();
        return true;
      }
    }
    connection.commit();
    expired += free.size();
    byHeld
        .getOrDefault(true, List.of())
        .forEach(c -> heldByGroup.merge(rules.groups().get(c.groupNo()), 1L, Long::sum));
    if (due.size() < batchSize) {
      return false;
    }
    afterPosition = due.getLast().position();
    return true;
  }

  private void beginAgain() throws SQLException {
    rules = RetentionRules.read(connection, tenant, categories);
    afterPosition = 0;
    heldByGroup.clear();
  }

  private void delete(List<Candidate> expiring) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM event_log WHERE tenant = ? AND position = ANY (?)")) {
      delete.setString(1, tenant.value());
      delete.setArray(
          2,
          connection.createArrayOf("bigint", expiring.stream().map(Candidate::position).toArray()));
      int deleted = delete.executeUpdate();
      if (deleted != expiring.size()) {
        throw new AuditException(
            ErrorCode.INTERNAL_ERROR,
            "retention run: %d rows deleted (expected: %d); the batch is taken back"
                .formatted(deleted, expiring.size()));
      }
    }
  }

  private boolean rulesChangedUnderLock() throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("SET LOCAL lock_timeout = '60s'");
      lock.execute("SELECT last_position FROM log_head FOR SHARE");
    }
    return !RetentionRules.version(new FactHistory(connection, tenant)).equals(rules.version());
  }
}
