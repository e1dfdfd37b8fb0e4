package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log who keeps appends waiting, if somebody does for seconds. */
final class LockWatch {

  private static final Logger log = LoggerFactory.getLogger(LockWatch.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DataSource source;
  private final LogWriter writer;
  private boolean reported;

  LockWatch(DataSource source, LogWriter writer) {
    this.source = source;
    this.writer = writer;
  }

  /** To be called every second or so, by one thread. */
  void look() {
    Duration age = writer.groupAge();
    if (age.compareTo(PATIENCE) < 0) {
      reported = false;
    } else if (!reported) {
      reported = true;
      log.warn("a group of appends has been under way for {}; holding the log: {}", age, holders());
    }
  }

  private String holders() {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT DISTINCT holder.pid, holder.application_name, holder.state,
                       now() - holder.xact_start AS since
                FROM pg_stat_activity AS waiting
                CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocking (pid)
                JOIN pg_stat_activity AS holder ON holder.pid = blocking.pid
                WHERE waiting.datname = current_database() AND waiting.wait_event_type = 'Lock'
                """);
        ResultSet rows = select.executeQuery()) {
      StringJoiner holders = new StringJoiner("; ");
      holders.setEmptyValue("nobody that can be seen");
      while (rows.next()) {
        holders.add(
            "process %d (%s), %s, for %s"
                .formatted(
                    rows.getInt(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
      return holders.toString();
    } catch (SQLException e) {
      return "not known: " + e.getMessage();
    }
  }
}
