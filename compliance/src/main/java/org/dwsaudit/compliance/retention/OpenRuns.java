package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactHistory;
import org.dwsaudit.compliance.facts.RecordedFact;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.error.DatabaseFault;
import org.dwsaudit.schema.event.TenantId;

/** Runs that began and have no receipt: they are under way, or have broken off. */
final class OpenRuns {

  private static final List<String> TYPES =
      List.of(RetentionRunStarted.TYPE, RetentionRunCompleted.TYPE);

  private OpenRuns() {}

  /** The oldest first. */
  static List<RetentionRunStarted> of(DataSource log, TenantId tenant) {
    try (Connection connection = log.getConnection()) {
      return open(new FactHistory(connection, tenant).all(TYPES));
    } catch (SQLException e) {
      throw DatabaseFault.error(e);
    }
  }

  static boolean isOpen(Connection connection, TenantId tenant, UUID runId) throws SQLException {
    List<RecordedFact> facts =
        new FactHistory(connection, tenant).about(TYPES, "run_id", List.of(runId.toString()));
    return !open(facts).isEmpty();
  }

  private static List<RetentionRunStarted> open(List<RecordedFact> facts) {
    List<RetentionRunStarted> open = new ArrayList<>();
    for (RecordedFact recorded : facts) {
      if (recorded.fact() instanceof RetentionRunStarted started) {
        open.add(started);
      } else if (recorded.fact() instanceof RetentionRunCompleted completed) {
        open.removeIf(run -> run.runId().equals(completed.runId()));
      }
    }
    return open;
  }
}
