package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Another server's commits are heard, also over a connection that broke in between. */
class CommitListenerIT {

  private static final long BOUND_SECONDS = 60;
  private static final String NAME = "commit-listener-it";

  /** The other server. */
  private final Fixture log = new Fixture();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CommitListener listener =
      new CommitListener(listening(), "this server", () -> heard.add("a commit"));

  private DataSource listening() {
    PGSimpleDataSource source = (PGSimpleDataSource) log.database.writer();
    source.setApplicationName(NAME);
    return source;
  }

  @AfterEach
  void close() {
    listener.close();
    log.close();
  }

  @Test
  void hearsOfCommitsAgainWhenItsConnectionBroke() throws Exception {
    awaitSignal();
    int first = onlyListener();
    append();
    awaitSignal();
    assertThat(onlyListener()).isEqualTo(first);

    terminate(first);

    // it listens again: what was committed meanwhile is to be looked for
    awaitSignal();
    int second = onlyListener();
    assertThat(second).isNotEqualTo(first);
    assertThat(listener.isListening()).isTrue();
    append();
    awaitSignal();
    assertThat(onlyListener()).isEqualTo(second);
  }

  private void awaitSignal() throws InterruptedException {
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isNotNull();
  }

  private void append() {
    log.append(AppendCondition.none(), Fixture.recorded(Fixture.newSession(), 1)).join();
  }

  private int onlyListener() throws SQLException {
    try (Connection connection = log.database.owner().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT pid FROM pg_stat_activity WHERE application_name = ?")) {
      select.setString(1, NAME);
      try (ResultSet rows = select.executeQuery()) {
        assertThat(rows.next()).isTrue();
        int pid = rows.getInt(1);
        assertThat(rows.next()).isFalse();
        return pid;
      }
    }
  }

  private void terminate(int pid) throws SQLException {
    try (Connection connection = log.database.owner().getConnection();
        PreparedStatement terminate =
            connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
      terminate.setInt(1, pid);
      terminate.execute();
    }
  }
}
