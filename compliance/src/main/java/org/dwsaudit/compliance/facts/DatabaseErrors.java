package org.dwsaudit.compliance.facts;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** What a database failure means to the caller, by SQLSTATE. */
public final class DatabaseErrors {

  private DatabaseErrors() {}

  /** The failure as an error of ours; the database's own words stay in the cause, for the log. */
  public static AuditException of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.equals("53100")) {
      return new AuditException(
          ErrorCode.STORE_FULL,
          "the database has no room left; nothing of this was stored (expected: free disk space)",
          failure);
    }
    if (state.equals("55P03")) {
      return new AuditException(
          ErrorCode.CONTENTION, "the log stayed locked by others; try again", failure);
    }
    if (failure instanceof SQLTransientException || isConnectionState(state)) {
      return new AuditException(
          ErrorCode.STORE_UNAVAILABLE, "the database is out of reach; try again", failure);
    }
    return new AuditException(
        ErrorCode.INTERNAL_ERROR, "the database refused a statement", failure);
  }

  private static boolean isConnectionState(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
  }
}
