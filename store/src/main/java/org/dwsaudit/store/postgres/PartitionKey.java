package org.dwsaudit.store.postgres;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A partition of the log that is one month's. */
record PartitionKey(RetentionClass retentionClass, YearMonth month) {

  static PartitionKey of(LogRow row) {
    return new PartitionKey(row.retentionClass(), month(row.recordedAt()));
  }

  static YearMonth month(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }

  LocalDate firstDay() {
    return month.atDay(1);
  }
}
