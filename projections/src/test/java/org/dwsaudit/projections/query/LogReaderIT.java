package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.projections.log.LogFixture.READER;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.query.EventFilter;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LogReaderIT {

  @Test
  void aDatabaseOutOfReachIsUnavailable() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    EventQueries queries = new EventQueries(nowhere, new CursorCodec(new byte[] {1}));
    unavailable(
        () ->
            queries.page(READER, EventFilter.ALL, UnaryOperator.identity(), Optional.empty(), 10));
  }

  @Test
  void aConnectionThatBreaksIsUnavailableAndTheNextReadingWorks() {
    try (LogFixture log = new LogFixture()) {
      LogReader reader = new LogReader(log.source());
      unavailable(
          () ->
              reader.read(
                  connection -> {
                    endConnections(log);
                    return EventReads.head(connection);
                  }));
      assertThat(reader.read(EventReads::head)).isEqualTo(Position.START);
    }
  }

  @Test
  void cannotWrite() {
    try (LogFixture log = new LogFixture()) {
      LogReader reader = new LogReader(log.source());
      assertThatThrownBy(
              () ->
                  reader.read(
                      connection -> {
                        try (Statement statement = connection.createStatement()) {
                          return statement.executeUpdate("UPDATE log_head SET last_position = 9");
                        }
                      }))
          .hasCauseInstanceOf(SQLException.class);
    }
  }

  @Test
  void aMissingKeyIsDamage() {
    try (LogFixture log = new LogFixture()) {
      log.execute("DELETE FROM signing_key");
      assertThatThrownBy(() -> new SigningKeys(log.source()).cursorCodec())
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT));
    }
  }

  private static void endConnections(LogFixture log) {
    log.execute(
        """
        SELECT pg_terminate_backend(pid)
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
        """);
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
  }
}
