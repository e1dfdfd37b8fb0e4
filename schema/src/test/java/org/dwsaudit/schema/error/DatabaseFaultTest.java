package org.dwsaudit.schema.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFaultTest {

  @ParameterizedTest
  @CsvSource({
    "08001, STORE_UNAVAILABLE",
    "08006, STORE_UNAVAILABLE",
    "57P01, STORE_UNAVAILABLE",
    "57P03, STORE_UNAVAILABLE",
    "53300, STORE_UNAVAILABLE",
    "57P05, STORE_UNAVAILABLE",
    "53100, STORE_FULL",
    "55P03, CONTENTION",
    "XX001, STORE_CORRUPT",
    "XX002, STORE_CORRUPT",
    "XX000, INTERNAL_ERROR",
    "42501, INTERNAL_ERROR",
    ", INTERNAL_ERROR"
  })
  void theStateDecides(String state, ErrorCode code) {
    SQLException failure = new SQLException("x", state);
    AuditException mapped = DatabaseFault.error(failure);
    assertThat(mapped.code()).isEqualTo(code);
    assertThat(mapped).hasCause(failure);
  }

  @Test
  void aPoolThatTimesOutHasNoState() {
    AuditException mapped = DatabaseFault.error(new SQLTransientConnectionException("timed out"));
    assertThat(mapped.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
  }
}
