package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.facts.RecordedFact;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/** Finds retention runs in the system stream. Safe for use by several threads. */
public final class RetentionRuns {

  public static final int LIMIT_MAX = 1_000;

  private final DataSource log;

  /**
   * @param log any role that may read the log
   */
  public RetentionRuns(DataSource log) {
    this.log = log;
  }

  /**
   * One run and how far it came.
   *
   * @throws AuditException {@code RETENTION_RUN_NOT_FOUND}
   */
  public RetentionRun find(Principal principal, UUID runId) {
    try (Connection connection = log.getConnection()) {
      List<RecordedFact> started =
          new FactHistory(connection, principal.tenant())
              .about(List.of(RetentionRunStarted.TYPE), "run_id", List.of(runId.toString()));
      if (started.isEmpty()) {
        throw new AuditException(
            ErrorCode.RETENTION_RUN_NOT_FOUND, "retention run: " + runId + " (expected: a run)");
      }
      return runs(connection, principal.tenant(), started).getFirst();
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /**
   * The latest runs, newest first.
   *
   * @throws AuditException {@code INVALID_ARGUMENT} for a limit outside 1 to 1,000
   */
  public List<RetentionRun> list(Principal principal, int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT, "limit: %d (expected: 1..%d)".formatted(limit, LIMIT_MAX));
    }
    try (Connection connection = log.getConnection()) {
      List<RecordedFact> started =
          new FactHistory(connection, principal.tenant()).newest(RetentionRunStarted.TYPE, limit);
      return runs(connection, principal.tenant(), started);
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  private static List<RetentionRun> runs(
      Connection connection, TenantId tenant, List<RecordedFact> started) throws SQLException {
    // the locks first: a run that ends in between then has its completion among the facts
    Map<UUID, Boolean> running = new HashMap<>();
    for (RecordedFact start : started) {
      UUID runId = runId(start);
      running.put(runId, RunLock.isHeld(connection, runId));
    }
    Map<UUID, RecordedFact> completed = completed(connection, tenant, running.keySet());
    List<RetentionRun> runs = new ArrayList<>();
    for (RecordedFact start : started) {
      UUID runId = runId(start);
      long expired =
          ExpiredTotal.read(connection, tenant, runId).values().stream()
              .mapToLong(ExpiredTotal::events)
              .sum();
      runs.add(run(start, completed.get(runId), running.getOrDefault(runId, false), expired));
    }
    return runs;
  }

  private static Map<UUID, RecordedFact> completed(
      Connection connection, TenantId tenant, Set<UUID> runIds) throws SQLException {
    List<String> ids = runIds.stream().map(UUID::toString).toList();
    Map<UUID, RecordedFact> completed = new HashMap<>();
    for (RecordedFact end :
        new FactHistory(connection, tenant)
            .about(List.of(RetentionRunCompleted.TYPE), "run_id", ids)) {
      completed.put(((RetentionRunCompleted) end.fact()).runId(), end);
    }
    return completed;
  }

  private static UUID runId(RecordedFact start) {
    return ((RetentionRunStarted) start.fact()).runId();
  }

  private static RetentionRun run(
      RecordedFact start, @Nullable RecordedFact end, boolean running, long expired) {
    RetentionRunStarted started = (RetentionRunStarted) start.fact();
    RetentionRun.Status open =
        running ? RetentionRun.Status.RUNNING : RetentionRun.Status.INTERRUPTED;
    return new RetentionRun(
        started.runId(),
        end == null ? open : RetentionRun.Status.COMPLETED,
        started.asOf(),
        started.actor(),
        start.recordedAt(),
        end == null ? null : end.recordedAt(),
        started.groups(),
        expired,
        end == null ? null : receipt((RetentionRunCompleted) end.fact()));
  }

  private static RetentionReceipt receipt(RetentionRunCompleted completed) {
    return new RetentionReceipt(
        completed.runId(),
        completed.asOf(),
        completed.expired(),
        completed.held(),
        completed.groups(),
        completed.proof());
  }
}
