package org.dwsaudit.compliance.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.dwsaudit.schema.administration.FactJson;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;

/** Rows of the system stream as facts. */
final class FactRows {

  private FactRows() {}

  static RecordedFact read(ResultSet row) throws SQLException {
    return new RecordedFact(
        FactJson.fact(row.getString("event_type"), JsonDocument.ofText(row.getString("payload"))),
        new Position(row.getLong("position")),
        instant(row, "recorded_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
