package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.JsonDocument;

/**
 * Which of a month's candidates holds cover. Most holds are decided by the envelope; the content of
 * those candidates that one asks for is read in one statement, a few events in memory at a time.
 */
final class HeldCandidates {

  private static final int ROWS_A_FETCH = 64;

  private final Connection connection;
  private final Month month;
  private final List<HoldScope> scopes;
  private final Set<Long> held = new HashSet<>();
  private final Map<Long, AuditEvent> asked = new LinkedHashMap<>();

  private HeldCandidates(Connection connection, Month month, List<LegalHold> holds) {
    this.connection = connection;
    this.month = month;
    this.scopes = holds.stream().map(LegalHold::scope).toList();
  }

  /** Their positions. The connection MUST be in a transaction, so that rows come in portions. */
  static Set<Long> positions(
      Connection connection, RetentionRules rules, Month month, List<Candidate> candidates)
      throws SQLException {
    HeldCandidates found = new HeldCandidates(connection, month, rules.holds());
    candidates.forEach(found::lookAtEnvelope);
    if (!found.asked.isEmpty()) {
      found.lookAtContent();
    }
    return found.held;
  }

  private void lookAtEnvelope(Candidate candidate) {
    List<HoldScope> perhaps = perhaps(candidate.envelope());
    if (perhaps.stream().anyMatch(scope -> !scope.looksAtContent())) {
      held.add(candidate.position());
    } else if (!perhaps.isEmpty()) {
      asked.put(candidate.position(), candidate.envelope());
    }
  }

  private List<HoldScope> perhaps(AuditEvent envelope) {
    return scopes.stream().filter(scope -> scope.mayCover(envelope)).toList();
  }

  private void lookAtContent() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, base_version, context, payload
            FROM event_log
            WHERE retention_class = ? AND recorded_at >= ? AND recorded_at < ?
              AND position = ANY (?)
            """)) {
      select.setFetchSize(ROWS_A_FETCH);
      select.setInt(1, month.retentionClass());
      select.setObject(2, month.from());
      select.setObject(3, month.until());
      select.setArray(4, connection.createArrayOf("bigint", asked.keySet().toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long position = row.getLong("position");
          AuditEvent envelope = asked.get(position);
          if (envelope != null && isCovered(whole(envelope, row))) {
            held.add(position);
          }
        }
      }
    }
  }

  private boolean isCovered(AuditEvent event) {
    return scopes.stream().anyMatch(scope -> scope.covers(event));
  }

  private static AuditEvent whole(AuditEvent envelope, ResultSet row) throws SQLException {
    String baseVersion = row.getString("base_version");
    String context = row.getString("context");
    return new AuditEvent(
        envelope.eventId(),
        envelope.eventType(),
        envelope.timestamp(),
        envelope.sessionId(),
        envelope.workflowId(),
        envelope.phaseId(),
        envelope.workerId(),
        envelope.correlationId(),
        baseVersion == null ? "" : baseVersion,
        context == null ? null : JsonDocument.ofText(context),
        JsonDocument.ofText(row.getString("payload")),
        envelope.dataClassification(),
        envelope.fieldClassifications());
  }
}
