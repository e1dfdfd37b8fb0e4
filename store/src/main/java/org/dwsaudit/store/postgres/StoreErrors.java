package org.dwsaudit.store.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** What a database failure means to the caller, by SQLSTATE. */
public final class StoreErrors {

  private StoreErrors() {}

  /** The failure as an error of ours; the database's own words stay in the cause, for the log. */
  public static AuditException of(SQLException failure) {
    if (isFull(failure)) {
      return new AuditException(
          ErrorCode.STORE_FULL,
          "the database has no room left; nothing of this was stored (expected: free disk space)",
          failure);
    }
    if (isUnavailable(failure)) {
      return new AuditException(
          ErrorCode.STORE_UNAVAILABLE,
          "the database is out of reach; what was not acknowledged may be sent again, duplicates"
              + " are recognised",
          failure);
    }
    return new AuditException(
        ErrorCode.INTERNAL_ERROR, "the database refused a statement", failure);
  }

  /** Whether the connection, not the statement, failed: the outcome of a commit is then unknown. */
  static boolean isUnavailable(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || (state != null
            && (state.startsWith("08") // connection
                || state.startsWith("57P") // the server is stopping or starting
                || state.equals("53300") // too many connections
                || state.equals("55P03"))); // waited too long for the log's lock
  }

  /** Whether the database or the network ended the connection; another may work at once. */
  static boolean isBrokenConnection(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  private static boolean isFull(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.equals("53100");
  }
}
