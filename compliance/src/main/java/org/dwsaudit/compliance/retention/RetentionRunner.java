package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is due and leaves a receipt. Safe for use by several threads. */
public final class RetentionRunner {

  private static final Logger LOGGER = LoggerFactory.getLogger(RetentionRunner.class);
  private static final int BATCH = 5_000;

  private final DataSource retention;
  private final RetentionPlanner planner;
  private final Taxonomy taxonomy;
  private final FactLog facts;
  private final Proving proving;
  private final int batchSize;
  private final ExpiryPass.Interruption interruption;

  /**
   * @param retention connections in the role {@code dws_audit_retention}; a run keeps one until it
   *     ends
   * @param proving keeps what goes provable
   */
  public RetentionRunner(DataSource retention, Taxonomy taxonomy, FactLog facts, Proving proving) {
    this(retention, taxonomy, facts, proving, BATCH, ExpiryPass.Interruption.NONE);
  }

  RetentionRunner(
      DataSource retention,
      Taxonomy taxonomy,
      FactLog facts,
      Proving proving,
      int batchSize,
      ExpiryPass.Interruption interruption) {
    this.retention = retention;
    this.planner = new RetentionPlanner(retention, taxonomy);
    this.taxonomy = taxonomy;
    this.facts = facts;
    this.proving = proving;
    this.batchSize = batchSize;
    this.interruption = interruption;
  }

  /**
   * Removes every event that is due at the moment and that no legal hold covers: first whole
   * months, then in batches.
   *
   * <p>The moment may lie in the future: the run then really removes what is not yet due today, so
   * whoever offers that MUST ask first. A hold that was acknowledged before a month or batch
   * commits is honoured by it. A run that breaks off has recorded all it removed; {@link
   * #finishInterrupted} brings it to its end. The store's own facts never expire.
   *
   * @throws org.dwsaudit.schema.error.AuditException {@code RETENTION_RUN_ACTIVE} while another run
   *     of the tenant is under way on any server, and {@code INVALID_ARGUMENT} for a moment before
   *     1970 or after 9999, both with nothing done; otherwise what the database or the log failed
   *     with, when the run broke off
   */
  public RetentionReceipt run(Principal principal, Instant asOf, RetentionProgress progress) {
    return run(principal, asOf, progress, _ -> true).orElseThrow();
  }

  /** Decides about a run, while no other of the tenant can begin. */
  interface Condition {
    boolean holds(Connection connection) throws SQLException;
  }

  /**
   * The same, if a condition holds once no other run of the tenant can begin.
   *
   * @return empty if it does not: then nothing was done
   */
  Optional<RetentionReceipt> run(
      Principal principal, Instant asOf, RetentionProgress progress, Condition condition) {
    Instant moment = AsOf.require(asOf);
    UUID runId = UUID.randomUUID();
    try (Connection connection = retention.getConnection();
        RunLock _ = RunLock.acquire(connection, principal.tenant(), runId)) {
      if (!condition.holds(connection)) {
        return Optional.empty();
      }
      RetentionPlanner.Findings found = planner.find(connection, principal.tenant(), moment);
      facts.record(
          principal.tenant(),
          new RetentionRunStarted(runId, moment, found.plan().groups(), principal.actor()));
      return Optional.of(expire(connection, principal, runId, found, progress));
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  /**
   * Brings runs to their end that broke off, the oldest first, each under its own id and as of its
   * own moment, so that everything that was removed has a receipt.
   *
   * @return their receipts; empty where none had broken off
   * @throws org.dwsaudit.schema.error.AuditException as {@link #run}
   */
  public List<RetentionReceipt> finishInterrupted(Principal principal, RetentionProgress progress) {
    List<RetentionReceipt> receipts = new ArrayList<>();
    for (RetentionRunStarted run : OpenRuns.of(retention, principal.tenant())) {
      try (Connection connection = retention.getConnection();
          RunLock _ = RunLock.acquire(connection, principal.tenant(), run.runId())) {
        if (OpenRuns.isOpen(connection, principal.tenant(), run.runId())) {
          LOGGER.info("retention run {} had broken off and goes on", run.runId());
          RetentionPlanner.Findings found =
              planner.find(connection, principal.tenant(), run.asOf());
          receipts.add(expire(connection, principal, run.runId(), found, progress));
        }
      } catch (SQLException e) {
        throw DatabaseFault.error(e);
      }
    }
    return receipts;
  }

  private RetentionReceipt expire(
      Connection connection,
      Principal principal,
      UUID runId,
      RetentionPlanner.Findings found,
      RetentionProgress progress)
      throws SQLException {
    RetentionPlan plan = found.plan();
    Instant asOf = plan.asOf();
    LOGGER.info("retention run {} as of {}: {} due, {} held", runId, asOf, plan.due(), plan.held());
    Map<GroupKey, ExpiredTotal> before = ExpiredTotal.read(connection, principal.tenant(), runId);
    MonthPass months =
        new MonthPass(connection, found, runId, asOf, taxonomy, proving, interruption);
    long inMonths = months.run(progress);
    ExpiryPass pass =
        new ExpiryPass(
            connection,
            months.rules(),
            runId,
            asOf,
            taxonomy,
            proving,
            batchSize,
            inMonths,
            interruption);
    pass.run(progress);
    RetentionReceipt receipt =
        Receipts.of(
            runId,
            plan,
            pass.rules().groups(),
            ExpiredTotal.read(connection, principal.tenant(), runId),
            before,
            pass.heldByGroup(),
            ExpiryProofs.of(connection, runId));
    facts.record(principal.tenant(), completed(receipt, principal));
    LOGGER.info("retention run {}: {} expired, {} held", runId, receipt.expired(), receipt.held());
    return receipt;
  }

  private static RetentionRunCompleted completed(RetentionReceipt receipt, Principal principal) {
    return new RetentionRunCompleted(
        receipt.runId(),
        receipt.asOf(),
        receipt.expired(),
        receipt.held(),
        receipt.groups(),
        receipt.proof(),
        principal.actor());
  }
}
