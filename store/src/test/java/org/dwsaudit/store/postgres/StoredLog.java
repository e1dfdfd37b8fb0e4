package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.SessionId;

/** A log that the engine writes and a test tampers with. */
public final class StoredLog implements AutoCloseable {

  private final Fixture fixture = new Fixture();

  public DataSource reader() {
    return fixture.pool;
  }

  /** Appends so many events to a new session, all at once. */
  public void append(SessionId session, int events) {
    fixture
        .append(
            AppendCondition.none(),
            LongStream.rangeClosed(1, events)
                .mapToObj(number -> Fixture.recorded(session, number))
                .toArray(EventRecorded[]::new))
        .join();
  }

  /** Runs any statement as the owner of the tables. */
  public void execute(String sql) {
    try (Connection connection = fixture.database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    fixture.close();
  }
}
