package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
  private final int batchSize;
  private final ExpiryPass.Interruption interruption;

  /**
   * @param retention connections in the role {@code dws_audit_retention}; a run keeps one until it
   *     ends
   */
  public RetentionRunner(DataSource retention, Taxonomy taxonomy, FactLog facts) {
    this(retention, taxonomy, facts, BATCH, ExpiryPass.Interruption.NONE);
  }

  RetentionRunner(
      DataSource retention,
      Taxonomy taxonomy,
      FactLog facts,
      int batchSize,
      ExpiryPass.Interruption interruption) {
    this.retention = retention;
    this.planner = new RetentionPlanner(retention, taxonomy);
    this.taxonomy = taxonomy;
    this.facts = facts;
    this.batchSize = batchSize;
    this.interruption = interruption;
  }

  /**
   * Removes every event that is due at the moment and that no legal hold covers: first whole
   * months, then in batches.
   *
   * <p>The moment may lie in the future: the run then really removes what is not yet due today, so
   * whoever offers that MUST ask first. A hold that was acknowledged before a month or batch
   * commits is honoured by it. A run that breaks off has recorded all it removed; the next one
   * finishes the work under its own id. The store's own facts never expire.
   *
   * @throws org.dwsaudit.schema.error.AuditException {@code RETENTION_RUN_ACTIVE} while another run
   *     of the tenant is under way on any server, and {@code INVALID_ARGUMENT} for a moment before
   *     1970 or after 9999, both with nothing done; otherwise what the database or the log failed
   *     with, when the run broke off
   */
  public RetentionReceipt run(Principal principal, Instant asOf, RetentionProgress progress) {
    Instant moment = AsOf.require(asOf);
    UUID runId = UUID.randomUUID();
    try (Connection connection = retention.getConnection();
        RunLock _ = RunLock.acquire(connection, principal.tenant(), runId)) {
      RetentionPlanner.Findings found = planner.find(connection, principal.tenant(), moment);
      RetentionPlan plan = found.plan();
      facts.record(
          principal.tenant(),
          new RetentionRunStarted(runId, moment, plan.groups(), principal.actor()));
      LOGGER.info(
          "retention run {} as of {}: {} due, {} held", runId, moment, plan.due(), plan.held());
      MonthPass months = new MonthPass(connection, found, runId, moment, taxonomy, interruption);
      long inMonths = months.run(progress);
      ExpiryPass pass =
          new ExpiryPass(
              connection,
              months.rules(),
              runId,
              moment,
              taxonomy,
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
              pass.heldByGroup());
      facts.record(principal.tenant(), completed(receipt, principal));
      LOGGER.info(
          "retention run {}: {} expired, {} held", runId, receipt.expired(), receipt.held());
      return receipt;
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  private static RetentionRunCompleted completed(RetentionReceipt receipt, Principal principal) {
    return new RetentionRunCompleted(
        receipt.runId(),
        receipt.asOf(),
        receipt.expired(),
        receipt.held(),
        receipt.groups(),
        principal.actor());
  }
}
