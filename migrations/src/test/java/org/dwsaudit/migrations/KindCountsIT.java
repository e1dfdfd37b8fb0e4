package org.dwsaudit.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log from before kinds were counted has them counted when it is brought up to date. */
class KindCountsIT {

  private static final List<String> BEFORE =
      List.of(
          "V0001__event_log",
          "V0002__log_head",
          "V0003__session_head",
          "V0004__expired_range",
          "V0005__signing_key",
          "V0006__log_partition",
          "V0007__log_partition_kind",
          "V0008__expired_partition",
          "R__index_log_partition",
          "R__create_log_partitions");

  @Test
  void whatIsThereIsCountedOnce() throws SQLException {
    try (TestDatabase database = TestDatabase.createEmpty();
        Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      for (String script : BEFORE) {
        statement.execute(sql(script));
      }
      statement.execute(
          """
          SELECT create_log_partitions('2020-01-15T00:00:00Z');
          INSERT INTO event_log (position, sequence_number, occurred_at, recorded_at,
              occurred_nanos, retention_class, session_id, event_id, tenant, event_type, payload)
          SELECT n, n, timestamptz '2020-01-01T00:00:00Z' + n * interval '20 days',
                 timestamptz '2020-01-01T00:00:00Z' + n * interval '20 days', 0, 2,
                 gen_random_uuid(), gen_random_uuid(), 'a', 'skill.invoked', '{}'
          FROM generate_series(0, 2) AS n;
          -- one whose kind was never told, and one of which all has gone
          INSERT INTO log_partition_kind VALUES ('event_log_optional_2020_01', 'a', 'skill.invoked'),
                                                ('event_log_optional_2020_02', 'a', 'skill.failed');
          CREATE FUNCTION append_group(former int) RETURNS void LANGUAGE sql AS '';
          """);

      statement.execute(sql("V0009__log_partition_kind_counts"));

      assertThat(texts(statement, "SELECT k::text FROM log_partition_kind k ORDER BY partition"))
          .containsExactly(
              "(event_log_optional_2020_01,a,skill.invoked,2,0,\"2020-01-01 00:00:00+00\","
                  + "\"2020-01-21 00:00:00+00\")",
              "(event_log_optional_2020_02,a,skill.invoked,1,0,\"2020-02-10 00:00:00+00\","
                  + "\"2020-02-10 00:00:00+00\")");
      assertThat(texts(statement, "SELECT proname FROM pg_proc WHERE proname = 'append_group'"))
          .isEmpty();
    }
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    statement.execute("SET timezone = 'UTC'");
    try (ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static String sql(String script) {
    try (InputStream file = Migrations.class.getResourceAsStream(script + ".sql")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
