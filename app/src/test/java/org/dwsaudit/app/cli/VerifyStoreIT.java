package org.dwsaudit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.dwsaudit.app.cli.Cli.Result;
import org.dwsaudit.app.config.ConfigReader;
import org.dwsaudit.app.server.AuditServer;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.app.server.TestServer;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.SignedNote;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes the store behind the server's back is found out, beside the running server. */
@TestInstance(Lifecycle.PER_CLASS)
class VerifyStoreIT {

  @TempDir static Path folder;

  private final TestServer server = TestServer.start();
  private String session = "";

  @BeforeEach
  void append() throws IOException {
    session = SampleEvents.newSession();
    Cli cli = new Cli(server.uri());
    append(cli, session);
    // the tree has what was appended before anybody changes it
    assertThat(cli.run("log", "checkpoint", "--now").status()).isZero();
    assertThat(verify().status()).as(verify().out()).isZero();
  }

  @AfterAll
  void close() {
    server.close();
  }

  private static void append(Cli cli, String session) throws IOException {
    Path file = folder.resolve(session + ".ndjson");
    Files.writeString(
        file,
        SampleEvents.ndjson(
            SampleEvents.question(session, 1).set("context", SampleEvents.question(session, 9)),
            SampleEvents.question(session, 2),
            SampleEvents.question(session, 3),
            SampleEvents.question(session, 4)));
    assertThat(cli.run("append", file.toString()).status()).isZero();
  }

  private Result verify() {
    return Cli.plain("verify", "--store", "--json", "--database-url", server.database().jdbcUrl());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.database().owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.replace("SESSION", "'" + session + "'"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "altered|2|payload = replace(payload, 'Question 2', 'Question 7')",
        "altered|1|context = replace(context, 'review', 'rewiev')",
        "altered|2|worker_id = 'agenu'",
        "altered|2|recorded_at = recorded_at + interval '1 microsecond'",
        "altered|2|leaf_hash = set_bit(leaf_hash, 7, 1 - get_bit(leaf_hash, 7))",
        "end|3|sequence_number = sequence_number + 100",
      })
  void aChangedRowIsFound(String kind, int number, String change) throws SQLException {
    String of = " WHERE session_id = SESSION AND sequence_number = " + number;
    execute("CREATE TABLE kept AS SELECT * FROM event_log" + of);
    execute("UPDATE event_log SET " + change + of);

    Result result = verify();

    execute("DELETE FROM event_log WHERE position = (SELECT position FROM kept)");
    execute("INSERT INTO event_log SELECT * FROM kept; DROP TABLE kept");
    assertThat(result.status()).isEqualTo(1);
    if (kind.equals("end")) {
      assertFault(result, "missing", 3);
    } else {
      assertFault(result, kind, number);
    }
    assertThat(verify().status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing|2|DELETE FROM event_log WHERE session_id = SESSION AND sequence_number = 2",
        "missing|4|DELETE FROM event_log WHERE session_id = SESSION AND sequence_number = 4",
        "altered|2|UPDATE event_log SET sequence_number = 9 WHERE session_id = SESSION AND"
            + " sequence_number = 2; UPDATE event_log SET sequence_number = 2 WHERE session_id ="
            + " SESSION AND sequence_number = 3; UPDATE event_log SET sequence_number = 3 WHERE"
            + " session_id = SESSION AND sequence_number = 9",
        "altered|5|INSERT INTO event_log SELECT (jsonb_populate_record(e, jsonb_build_object("
            + "'position', e.position + 100000, 'sequence_number', 5, 'event_id',"
            + " gen_random_uuid()))).* FROM event_log e WHERE session_id = SESSION AND"
            + " sequence_number = 4",
      })
  void whatIsRemovedExchangedOrForgedIsFound(String kind, int number, String change)
      throws SQLException {
    execute("CREATE TABLE kept AS SELECT * FROM event_log WHERE session_id = SESSION");
    execute(change);

    Result result = verify();

    execute("DELETE FROM event_log WHERE session_id = SESSION");
    execute("INSERT INTO event_log SELECT * FROM kept; DROP TABLE kept");
    assertThat(result.status()).isEqualTo(1);
    assertFault(result, kind, number);
    assertThat(verify().status()).isZero();
  }

  /** What the chains alone cannot tell: they begin and end as if nothing had been. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gone|DELETE FROM event_log WHERE session_id = SESSION; DELETE FROM session_head WHERE"
            + " session_id = SESSION",
        "checkpoint|UPDATE checkpoint SET note = replace(note, '— ', '— x') WHERE size ="
            + " (SELECT max(size) FROM checkpoint)",
        "tile|UPDATE merkle_tile SET hashes = set_bit(hashes, 3, 1 - get_bit(hashes, 3)) WHERE"
            + " level = 0",
      })
  void whatTheLogHasOnceContainedIsMissed(String kind, String change) throws SQLException {
    for (String table : List.of("event_log", "session_head", "checkpoint", "merkle_tile")) {
      execute("CREATE TABLE kept_%1$s AS SELECT * FROM %1$s".formatted(table));
    }
    execute(change);

    Result result = verify();

    for (String table : List.of("event_log", "session_head", "checkpoint", "merkle_tile")) {
      execute(
          "DELETE FROM %1$s; INSERT INTO %1$s SELECT * FROM kept_%1$s; DROP TABLE kept_%1$s"
              .formatted(table));
    }
    assertThat(result.status()).as(kind).isOne();
    assertThat(result.json().path("faults")).isEmpty();
    assertThat(result.json().at("/merkle_log/fault").asText()).isNotBlank();
    assertThat(verify().status()).isZero();
  }

  @Test
  void aCheckpointThatWasKeptIsHeldAgainstTheLog() throws IOException {
    Cli cli = new Cli(server.uri());
    Path kept = folder.resolve(session + ".kept");
    cli.run("log", "checkpoint", "--output", kept.toString());
    String[] verify = {
      "verify", "--store", "--database-url", server.database().jdbcUrl(), "--against", ""
    };
    verify[5] = kept.toString();
    assertThat(Cli.plain(verify).status()).isZero();
    Checkpoint real = Checkpoint.parse(SignedNote.parse(Files.readString(kept)).text());
    Checkpoint other = new Checkpoint(real.origin(), real.size(), MerkleHash.EMPTY);
    Files.writeString(kept, server.logKey().sign(other.text()).format());
    Result result = Cli.plain(verify);
    assertThat(result.status()).isOne();
    assertThat(result.out()).contains("kept elsewhere");
  }

  private void assertFault(Result result, String kind, int number) {
    JsonNode fault = result.json().path("faults").path(0);
    assertThat(result.json().path("verified").asBoolean(true)).isFalse();
    assertThat(fault.path("session_id").asText()).isEqualTo(session);
    assertThat(fault.path("sequence_number").asInt()).isEqualTo(number);
    assertThat(fault.path("kind").asText()).isEqualTo(kind);
  }

  @Test
  void saysWhatItCheckedAndNamesTheFirstFault() throws SQLException {
    String url = server.database().jdbcUrl();
    assertThat(verify().json().path("events").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(Cli.plain("verify", "--store", "--database-url", url).out()).contains("as it was");

    execute("UPDATE event_log SET event_type = 'x' WHERE session_id = SESSION");
    Result result = Cli.plain("verify", "--store", "--database-url", url);
    execute(
        "UPDATE event_log SET event_type = 'interaction.question_asked' WHERE session_id ="
            + " SESSION");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains(session, "event 1");
  }

  @Test
  void aDatabaseWithoutAStoreAndAFolderWithoutOneAreOutOfReach() {
    Result noFolder = Cli.plain("verify", "--store", "--data", folder.resolve("no").toString());
    assertThat(noFolder.status()).isEqualTo(3);
    Result noDatabase =
        Cli.plain("verify", "--store", "--database-url", "jdbc:postgresql://127.0.0.1:1/none");
    assertThat(noDatabase.status()).isEqualTo(3);
    Result noTables =
        Cli.plain(
            "verify",
            "--store",
            "--database-url",
            server.database().jdbcUrl() + "&currentSchema=pg_catalog");
    assertThat(noTables.status()).isEqualTo(3);
    assertThat(noTables.err()).isNotBlank().doesNotContain("\tat ");
    assertThat(Cli.plain("verify").status()).isEqualTo(2);
  }

  @Test
  void anEmbeddedStoreIsReadBesideItsServerAndWithoutOne() throws IOException {
    Path data = folder.resolve("embedded");
    Map<String, String> settings = Map.of("server.port", "0", "data", data.toString());
    try (AuditServer embedded =
        AuditServer.start(ConfigReader.read(null, Map.of(), settings), _ -> {})) {
      append(new Cli(embedded.uri()), SampleEvents.newSession());
      Result beside = Cli.plain("verify", "--store", "--json", "--data", data.toString());
      assertThat(beside.status()).as(beside.err()).isZero();
      assertThat(beside.json().path("events").asInt()).isEqualTo(4);
    }
    Result alone = Cli.plain("verify", "--store", "--json", "--data", data.toString());
    assertThat(alone.status()).as(alone.err()).isZero();
    assertThat(alone.json().path("events").asInt()).isEqualTo(4);
  }
}
