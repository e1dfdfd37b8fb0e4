package org.dwsaudit.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.dwsaudit.bench.bed.LocalEngine;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.event.AuditEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowPeersIT {

  private static final int EVENTS = 1_000;
  private static final String DIGEST =
      "SELECT md5(string_agg(e::text, ',' ORDER BY position)) FROM event_log AS e";
  private static final String HEADS =
      "SELECT md5(string_agg(h::text, ',' ORDER BY first_position)) FROM session_head AS h";

  private final TestDatabase ours = TestDatabase.create();
  private final TestDatabase theirs = TestDatabase.create();
  private final EventSource events = new EventSource(7);
  private PgDatabase from;
  private PgDatabase to;

  @BeforeEach
  void store() throws Exception {
    from = PgDatabase.at(ours.owner());
    to = PgDatabase.at(theirs.owner());
    try (LocalEngine engine = new LocalEngine(from)) {
      engine.append(events.next(EVENTS));
    }
  }

  @AfterEach
  void drop() {
    ours.close();
    theirs.close();
  }

  @Test
  void copyGivesTheSameRowsInWholeOrInParts() throws Exception {
    RowCopy copy = new RowCopy(from);
    copy.prepare(to);

    copy.in(to, copy.rows(0, 300));
    copy.in(to, copy.rows(300, EVENTS));

    assertThat(to.text(DIGEST)).isEqualTo(from.text(DIGEST));
    assertThat(to.text(HEADS)).isEqualTo(from.text(HEADS));
  }

  @Test
  void insertGivesTheSameRows() throws Exception {
    new RowCopy(from).prepare(to);

    try (RowInsert insert = new RowInsert(to)) {
      for (RowInsert.Row row : RowInsert.rows(from, 0, EVENTS)) {
        insert.insert(row);
      }
    }

    assertThat(to.text(DIGEST)).isEqualTo(from.text(DIGEST));
  }

  @Test
  void copyReadsAWholeSession() throws Exception {
    List<AuditEvent> session = events.session(100);
    try (LocalEngine engine = new LocalEngine(from)) {
      engine.append(session);
      assertThat(engine.source(session.getFirst().sessionId())).isEqualTo(100);
    }

    assertThat(new RowCopy(from).session(session.getFirst().sessionId().toString()))
        .isGreaterThan(100 * 300);
  }

  @Test
  void partitionsAndTheirIndexesAreMadeLikeThoseOfTheOther() throws Exception {
    String parent = "CREATE TABLE parted (kind int, month date) PARTITION BY LIST (kind)";
    from.execute(parent);
    to.execute(parent);
    from.execute(
        "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1) PARTITION BY RANGE (month)");
    from.execute(
        "CREATE TABLE parted_1_may PARTITION OF parted_1 FOR VALUES FROM ('2026-05-01') TO"
            + " ('2026-06-01')");
    from.execute("CREATE UNIQUE INDEX parted_1_may_ix ON parted_1_may (month)");

    TableLayout.bringUp(from, to, "parted");
    TableLayout.bringUp(from, to, "parted");

    String indexes =
        "SELECT string_agg(indexdef, ',') FROM pg_indexes WHERE tablename LIKE 'parted%'";
    assertThat(to.text(indexes)).isEqualTo(from.text(indexes));
    to.execute("INSERT INTO parted VALUES (1, '2026-05-12')");
  }

  @Test
  void axonsEngineOverJpaStoresEveryEvent() throws Exception {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setDataSource(theirs.owner());
      pool.setAutoCommit(false);
      try (JpaStore jpa = new JpaStore(pool)) {
        jpa.append(events.session(100));
        jpa.append(events.session(100));
      }
    }

    assertThat(to.number("SELECT count(*) FROM aggregateevententry")).isEqualTo(200);
  }
}
