package org.dwsaudit.store.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.TreeSet;
import org.dwsaudit.schema.event.TenantId;

/**
 * The months of which retention dropped a partition. Which sessions' events were in them was not
 * recorded, only how many.
 */
final class DroppedMonths {

  private final TreeSet<YearMonth> months = new TreeSet<>();
  private long events;

  private DroppedMonths() {}

  static DroppedMonths of(Connection connection, TenantId tenant) throws SQLException {
    DroppedMonths dropped = new DroppedMonths();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT month, events FROM expired_partition WHERE tenant = ?")) {
      select.setString(1, tenant.value());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          dropped.months.add(YearMonth.from(row.getObject(1, LocalDate.class)));
          dropped.events += row.getLong(2);
        }
      }
    }
    return dropped;
  }

  /** How many events went with them. */
  long events() {
    return events;
  }

  /** Whether an event recorded between the two moments may have gone. */
  boolean mayCover(Instant from, Instant until) {
    YearMonth first = months.ceiling(YearMonth.from(from.atOffset(ZoneOffset.UTC)));
    return first != null && !first.isAfter(YearMonth.from(until.atOffset(ZoneOffset.UTC)));
  }
}
