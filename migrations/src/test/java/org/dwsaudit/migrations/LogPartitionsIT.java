package org.dwsaudit.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPartitionsIT {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String INVALID_PARAMETER = "22023";
  private static final String THIS_MONTH =
      "event_log_mandatory_"
          + YearMonth.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuu_MM"));

  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void migratingMakesThisMonthAndTheNextTwoForEachClass() throws SQLException {
    List<String> made = texts(database.owner(), "SELECT name FROM log_partition");
    assertThat(made).hasSize(6).contains(THIS_MONTH);
  }

  @Test
  void makesWhatIsMissingAcrossAYearsEndAndNothingTwice() throws SQLException {
    String make = "SELECT create_log_partitions('2030-11-30T23:59:59.999999Z')";
    assertThat(texts(database.writer(), make)).containsExactly("6");
    assertThat(texts(database.writer(), make)).containsExactly("0");
    assertThat(texts(database.writer(), "SELECT create_log_partitions('2030-12-01T00:00:00Z')"))
        .containsExactly("2");
    assertThat(
            texts(database.owner(), "SELECT name FROM log_partition WHERE month >= '2030-01-01'"))
        .contains("event_log_optional_2031_01", "event_log_optional_2031_02");
  }

  @Test
  void severalServersMayMakeThemAtOnce() {
    List<CompletableFuture<String>> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return texts(
                          database.writer(), "SELECT create_log_partitions('2040-01-01T00:00:00Z')")
                      .getFirst();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    assertThat(made).map(CompletableFuture::join).containsExactlyInAnyOrder("6", "0", "0", "0");
  }

  @Test
  void eachPartitionHasItsIndexes() throws SQLException {
    assertThat(
            texts(
                database.owner(),
                "SELECT indexname FROM pg_indexes WHERE tablename = '" + THIS_MONTH + "'"))
        .containsExactlyInAnyOrder(
            THIS_MONTH + "_session_ix",
            THIS_MONTH + "_position_ix",
            THIS_MONTH + "_event_id_ix",
            THIS_MONTH + "_event_type_ix",
            THIS_MONTH + "_correlation_id_ix",
            THIS_MONTH + "_occurred_at_ix");
  }

  @Test
  void retentionDropsAMonthThatIsOver() throws SQLException {
    texts(database.owner(), "SELECT create_log_partitions('2020-01-15T00:00:00Z')");
    texts(database.retention(), "SELECT drop_log_partition('event_log_optional_2020_01')");
    assertThat(texts(database.owner(), "SELECT to_regclass('event_log_optional_2020_01')"))
        .containsExactly((String) null);
    assertThat(texts(database.owner(), "SELECT name FROM log_partition WHERE month = '2020-01-01'"))
        .containsExactly("event_log_mandatory_2020_01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_log_system",
        "event_log_mandatory",
        "event_log",
        "session_head",
        "no_such_partition"
      })
  void retentionDropsNothingElse(String name) {
    assertRefused(
        database.retention(), "SELECT drop_log_partition('" + name + "')", INVALID_PARAMETER);
  }

  @Test
  void retentionDropsNeitherThisMonthNorOneToCome() throws SQLException {
    for (String name : texts(database.owner(), "SELECT name FROM log_partition")) {
      assertRefused(
          database.retention(), "SELECT drop_log_partition('" + name + "')", INVALID_PARAMETER);
    }
  }

  @Test
  void theWriterMayNotDropNorRetentionMake() {
    assertRefused(
        database.writer(),
        "SELECT drop_log_partition('" + THIS_MONTH + "')",
        INSUFFICIENT_PRIVILEGE);
    assertRefused(database.retention(), "SELECT create_log_partitions()", INSUFFICIENT_PRIVILEGE);
    assertRefused(
        database.writer(), "SELECT index_log_partition('event_log')", INSUFFICIENT_PRIVILEGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE %s SET event_type = 'x'",
        "DELETE FROM %s",
        "TRUNCATE %s",
        "DROP TABLE %s",
        "INSERT INTO %s SELECT * FROM %1$s",
        "SELECT * FROM %s"
      })
  void nobodyReachesAPartitionButThroughTheLog(String sql) {
    for (DataSource role : List.of(database.writer(), database.retention())) {
      assertRefused(role, sql.formatted(THIS_MONTH), INSUFFICIENT_PRIVILEGE);
    }
  }

  private static void assertRefused(DataSource source, String sql, String state) {
    assertThatThrownBy(() -> execute(source, sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
