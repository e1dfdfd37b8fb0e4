package org.dwsaudit.bench.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.migrations.TestDatabase;
import org.junit.jupiter.api.Test;

class LogFillerIT {

  private static final int TEMPLATE = 200;
  private static final int FILLED = 600;

  @Test
  void aFilledLogIsGaplessAndItsHeadsAgreeWithIt() throws Exception {
    try (TestDatabase test = TestDatabase.create()) {
      PgDatabase database = PgDatabase.at(test.owner());
      EventSource events = new EventSource(5);
      List<Long> told = new ArrayList<>();
      try (LocalEngine engine = new LocalEngine(database)) {
        engine.append(events.next(TEMPLATE));

        new LogFiller(database).fillTo(FILLED, told::add);

        assertThat(told).containsExactly(400L, 600L);
        assertThat(database.number("SELECT count(DISTINCT event_id) FROM event_log"))
            .isEqualTo(FILLED);
        assertThat(database.number("SELECT max(position) FROM event_log")).isEqualTo(FILLED);
        assertThat(database.number("SELECT last_position FROM log_head")).isEqualTo(FILLED);
        assertThat(database.number(HEADS_THAT_AGREE)).isEqualTo(FILLED / 40);

        engine.append(events.next(1));

        assertThat(database.number("SELECT max(position) FROM event_log")).isEqualTo(FILLED + 1);
      }
    }
  }

  private static final String HEADS_THAT_AGREE =
      """
      SELECT count(*) FROM session_head AS h JOIN (
        SELECT session_id, max(sequence_number) AS last, min(position) AS first_at,
               max(position) AS last_at
        FROM event_log GROUP BY session_id) AS e
      ON e.session_id = h.session_id AND e.last = h.last_sequence
         AND e.first_at = h.first_position AND e.last_at = h.last_position
      """;
}
