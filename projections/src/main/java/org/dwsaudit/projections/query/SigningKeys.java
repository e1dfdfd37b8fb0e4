package org.dwsaudit.projections.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** The keys that servers on one database share. */
public final class SigningKeys {

  private final LogReader log;

  /**
   * Reads through this source.
   *
   * @param source as {@link LogReader#LogReader} says
   */
  public SigningKeys(DataSource source) {
    this.log = new LogReader(source);
  }

  /**
   * The codec of cursors, with the database's own key.
   *
   * @throws AuditException {@code STORE_CORRUPT} if the key is gone, {@code STORE_UNAVAILABLE}
   */
  public CursorCodec cursorCodec() {
    return new CursorCodec(log.read(connection -> secret(connection, "cursor")));
  }

  private static byte[] secret(Connection connection, String purpose) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT secret FROM signing_key WHERE purpose = ?")) {
      select.setString(1, purpose);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new AuditException(
              ErrorCode.STORE_CORRUPT,
              "signing_key: no row of purpose "
                  + purpose
                  + " (expected: the one that migration made)");
        }
        return row.getBytes("secret");
      }
    }
  }
}
