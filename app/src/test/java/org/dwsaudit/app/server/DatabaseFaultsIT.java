package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.client.ServerRefusedException;
import org.dwsaudit.migrations.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database fails while events are appended: a clear answer, and nothing lost or doubled. */
class DatabaseFaultsIT {

  private final TestDatabase database = TestDatabase.create();
  private final TestDatabase elsewhere = TestDatabase.createEmpty();
  private final TestServer server = TestServer.over(database);
  private final ServerClient client = new ServerClient(server.uri());
  private final String session = SampleEvents.newSession();

  @AfterEach
  void close() {
    client.close();
    server.close();
    elsewhere.close();
    database.close();
  }

  @Test
  void aDatabaseThatGoesAwayIsToldAndComesBackByItself() throws SQLException {
    ObjectNode first = SampleEvents.question(session, 1);
    ObjectNode second = SampleEvents.question(session, 2);
    append(first);

    closeDoor();
    ServerRefusedException refused =
        catchThrowableOfType(ServerRefusedException.class, () -> append(second));
    assertThat(refused.code()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(refused.retryable()).isTrue();
    assertThat(
            catchThrowableOfType(ServerRefusedException.class, () -> client.get("/health/ready"))
                .problem()
                .path("status")
                .asText())
        .isEqualTo("unready");

    openDoor();
    JsonNode answer = append(first, second);
    assertThat(answer.path("accepted").asInt() + answer.path("duplicates").asInt()).isEqualTo(2);
    assertThat(stored()).isEqualTo(2);
    assertThat(client.get("/health/ready").path("status").asText()).isEqualTo("ready");
  }

  @Test
  void aFullDiskIsToldAndStoresNothing() throws SQLException {
    append(SampleEvents.question(session, 1));
    execute(
        database.owner(),
        """
        CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full';
        END $$
        """);
    execute(
        database.owner(),
        "CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON session_head EXECUTE FUNCTION"
            + " no_room()");

    ServerRefusedException refused =
        catchThrowableOfType(
            ServerRefusedException.class, () -> append(SampleEvents.question(session, 2)));

    assertThat(refused.code()).isEqualTo("STORE_FULL");
    assertThat(stored()).isEqualTo(1);
    execute(database.owner(), "DROP TRIGGER no_room ON session_head");
    JsonNode answer = append(SampleEvents.question(session, 2));
    assertThat(answer.path("events").path(0).path("sequence_number").asInt()).isEqualTo(2);
  }

  private JsonNode append(ObjectNode... events) {
    return client.send(
        "POST",
        "/v1/events",
        "application/x-ndjson",
        BodyPublishers.ofString(SampleEvents.ndjson(events)));
  }

  private int stored() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("query").putArray("session_ids").add(session);
    return client.post("/v1/events/query", body).path("events").size();
  }

  private void closeDoor() throws SQLException {
    String name = name();
    execute(elsewhere.owner(), "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    execute(
        elsewhere.owner(),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  }

  private void openDoor() throws SQLException {
    execute(elsewhere.owner(), "ALTER DATABASE " + name() + " ALLOW_CONNECTIONS true");
  }

  private String name() {
    String url = database.jdbcUrl();
    String path = url.substring(url.lastIndexOf('/') + 1);
    return path.substring(0, path.indexOf('?'));
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
