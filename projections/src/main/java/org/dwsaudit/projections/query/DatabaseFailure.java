package org.dwsaudit.projections.query;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** What a failure of the database means to who asked. */
final class DatabaseFailure {

  private DatabaseFailure() {}

  /** The failure under its error code, its cause kept. */
  static AuditException of(SQLException failure) {
    ErrorCode code = code(failure);
    String message =
        code == ErrorCode.STORE_UNAVAILABLE
            ? "the database is out of reach (expected: a connection in time)"
            : "the database refused to read";
    return new AuditException(code, message, failure);
  }

  private static ErrorCode code(SQLException failure) {
    // a pool that ran out of time has no SQLState of its own
    if (failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException) {
      return ErrorCode.STORE_UNAVAILABLE;
    }
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300")) {
      return ErrorCode.STORE_UNAVAILABLE;
    }
    if (state.equals("53100")) {
      return ErrorCode.STORE_FULL;
    }
    return state.startsWith("XX00") && !state.equals("XX000")
        ? ErrorCode.STORE_CORRUPT
        : ErrorCode.INTERNAL_ERROR;
  }
}
