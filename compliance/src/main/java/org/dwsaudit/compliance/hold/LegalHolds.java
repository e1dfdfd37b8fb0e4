package org.dwsaudit.compliance.hold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.facts.Reason;
import org.dwsaudit.compliance.facts.RecordedFact;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldPlaced;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldReleased;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.TenantId;

/**
 * Places, releases and lists legal holds. What is active is folded from the facts of the system
 * stream each time it is asked for, so every server on the database sees the same. Safe for use by
 * several threads.
 */
public final class LegalHolds {

  /** The facts that holds are made of. */
  public static final List<String> FACT_TYPES =
      List.of(LegalHoldPlaced.TYPE, LegalHoldReleased.TYPE);

  private final DataSource log;
  private final FactLog facts;

  /**
   * @param log any role that may read the log
   */
  public LegalHolds(DataSource log, FactLog facts) {
    this.log = log;
    this.facts = facts;
  }

  /**
   * Places a hold. From the moment that this returns no event in the scope expires, one that
   * arrives later included, and a retention run that has not yet committed leaves them.
   *
   * @throws AuditException {@code INVALID_ARGUMENT} for a reason that is not 1 to 1,000 characters
   *     or a scope without a name, {@code INVALID_QUERY} for a filter that makes no sense
   */
  public LegalHold place(Principal principal, HoldScope scope, String reason) {
    String words = Reason.require(reason);
    Scopes.require(scope);
    UUID id = UUID.randomUUID();
    facts.record(principal.tenant(), new LegalHoldPlaced(id, scope, words, principal.actor()));
    return find(principal, id);
  }

  /**
   * Ends a hold: what is due in its scope expires with the next retention run.
   *
   * @throws AuditException {@code HOLD_NOT_FOUND}, {@code HOLD_RELEASED}, or {@code
   *     INVALID_ARGUMENT} for a reason that is not 1 to 1,000 characters
   */
  public LegalHold release(Principal principal, UUID holdId, String reason) {
    String words = Reason.require(reason);
    facts.record(principal.tenant(), new LegalHoldReleased(holdId, words, principal.actor()));
    return find(principal, holdId);
  }

  /**
   * One hold, active or released.
   *
   * @throws AuditException {@code HOLD_NOT_FOUND}
   */
  public LegalHold find(Principal principal, UUID holdId) {
    LegalHold hold = fold(principal.tenant()).get(holdId);
    if (hold == null) {
      throw new AuditException(ErrorCode.HOLD_NOT_FOUND, "hold: " + holdId + " (expected: a hold)");
    }
    return hold;
  }

  /** The holds in the order in which they were placed. */
  public List<LegalHold> list(Principal principal, boolean includeReleased) {
    return fold(principal.tenant()).values().stream()
        .filter(hold -> includeReleased || hold.isActive())
        .toList();
  }

  /** The active holds of a tenant in the order in which they were placed. */
  public List<LegalHold> active(TenantId tenant) {
    return activeAmong(fold(tenant).values());
  }

  /** The active holds as the history's connection sees them. */
  public static List<LegalHold> active(FactHistory history) throws SQLException {
    return activeAmong(fold(history).values());
  }

  private static List<LegalHold> activeAmong(Collection<LegalHold> holds) {
    return holds.stream().filter(LegalHold::isActive).toList();
  }

  private Map<UUID, LegalHold> fold(TenantId tenant) {
    try (Connection connection = log.getConnection()) {
      return fold(new FactHistory(connection, tenant));
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  private static Map<UUID, LegalHold> fold(FactHistory history) throws SQLException {
    Map<UUID, LegalHold> holds = new LinkedHashMap<>();
    for (RecordedFact recorded : history.all(FACT_TYPES)) {
      apply(holds, recorded);
    }
    return holds;
  }

  private static void apply(Map<UUID, LegalHold> holds, RecordedFact recorded) {
    AdministrativeFact fact = recorded.fact();
    if (fact instanceof LegalHoldPlaced placed) {
      holds.put(
          placed.holdId(),
          new LegalHold(
              placed.holdId(),
              placed.scope(),
              placed.reason(),
              placed.actor(),
              recorded.recordedAt(),
              null));
    } else if (fact instanceof LegalHoldReleased released) {
      holds.computeIfPresent(
          released.holdId(),
          (_, hold) ->
              hold.released(
                  new LegalHold.Release(
                      released.reason(), released.actor(), recorded.recordedAt())));
    }
  }
}
