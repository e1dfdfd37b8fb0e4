package org.dwsaudit.schema.error;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;

/** What a failure of the database is, and which error it is to the caller. */
public enum DatabaseFault {
  /** The connection ended, what it was about to commit is not known; another may work at once. */
  BROKEN(ErrorCode.STORE_UNAVAILABLE, "the database is out of reach (try again)"),
  /** There is no connection to be had. */
  UNAVAILABLE(ErrorCode.STORE_UNAVAILABLE, "the database is out of reach (try again)"),
  /** What the statement needed was locked for too long. */
  LOCKED(ErrorCode.CONTENTION, "the log stayed locked by others; nothing was done (try again)"),
  FULL(
      ErrorCode.STORE_FULL,
      "the database has no room left; nothing of this was stored (expected: free disk space)"),
  /** The database found its own files damaged. */
  DAMAGED(ErrorCode.STORE_CORRUPT, "the database cannot read what it has stored"),
  /** Anything else: the statement is wrong, or not allowed. */
  REFUSED(ErrorCode.INTERNAL_ERROR, "the database refused a statement");

  private final ErrorCode code;
  private final String message;

  DatabaseFault(ErrorCode code, String message) {
    this.code = code;
    this.message = message;
  }

  /** By its SQLSTATE (PostgreSQL's documentation, appendix A), or its class where it has none. */
  public static DatabaseFault of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "53100" -> FULL;
      case "53300" -> UNAVAILABLE;
      case "55P03" -> LOCKED;
      case "XX001", "XX002" -> DAMAGED;
      // 08: connection, 57P: the server is stopping or starting
      case String s when s.startsWith("08") || s.startsWith("57P") -> BROKEN;
      // a pool that ran out of time has no state of its own
      case String _ ->
          failure instanceof SQLTransientException
                  || failure instanceof SQLNonTransientConnectionException
              ? UNAVAILABLE
              : REFUSED;
    };
  }

  /** The failure as an error of ours; the database's own words stay in the cause, for the log. */
  public static AuditException error(SQLException failure) {
    DatabaseFault fault = of(failure);
    return new AuditException(fault.code, fault.message, failure);
  }
}
