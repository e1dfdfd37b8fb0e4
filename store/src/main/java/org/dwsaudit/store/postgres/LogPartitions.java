package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps partitions ready for this month and the two after it. */
final class LogPartitions {

  private static final Logger log = LoggerFactory.getLogger(LogPartitions.class);

  private final DataSource source;
  private final Clock clock;

  LogPartitions(DataSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Makes what is missing; a failure is logged, for it is tried again before it matters. */
  void prepare() {
    try {
      create(clock.instant());
    } catch (SQLException e) {
      log.warn("the partitions of the coming months could not be made; trying again", e);
    }
  }

  /** Makes what is missing at that moment, before this returns. */
  void create(Instant moment) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select = connection.prepareStatement("SELECT create_log_partitions(?)")) {
      select.setObject(1, SqlTime.utc(moment));
      try (ResultSet made = select.executeQuery()) {
        made.next();
        if (made.getInt(1) > 0) {
          log.info("{} partitions of the log made", made.getInt(1));
        }
      }
    }
  }
}
