package org.dwsaudit.compliance.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.merkle.CompactRange;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Tile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MerkleLogIT {

  private static final Instant MARCH = Instant.parse("2026-03-10T12:00:00Z");

  private final TestLog log = new TestLog();
  private final TreeGrowth growth = new TreeGrowth(log.writer());
  private final MerkleLog merkle = new MerkleLog(log.writer(), growth);

  @BeforeEach
  void name() {
    TreeTransaction.run(log.writer(), (_, tree) -> tree.name("test/log"));
  }

  @AfterEach
  void close() {
    log.close();
  }

  private void append(int events) {
    List<RecordedEvent> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String type = i % 3 == 0 ? TestEvents.OPTIONAL_TYPE : TestEvents.MANDATORY_TYPE;
      // over three months
      Instant time = MARCH.plus(i * 60L / events, ChronoUnit.DAYS);
      all.add(TestEvents.at(TestEvents.session(), type, time));
    }
    log.append(all);
  }

  /** The root worked out from the rows as they are. */
  private MerkleHash rootOfRows() {
    CompactRange range = new CompactRange();
    try (Connection connection = log.owner().getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT leaf_hash FROM event_log ORDER BY position")) {
      while (row.next()) {
        range.append(MerkleHash.ofEntry(row.getBytes(1)));
      }
      return range.root();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasEveryEventAtItsPosition() {
    append(1_000);
    merkle.catchUp();
    append(37);
    merkle.catchUp();

    assertThat(merkle.lag()).isEqualTo(new TreeLag(1_037, 1_037));
    MerkleHash root = merkle.root(1_037);
    assertThat(root).isEqualTo(rootOfRows());
    for (long position : new long[] {1, 256, 257, 1_000, 1_001, 1_037}) {
      MerkleLog.ProvedEntry entry = merkle.inclusion(new Position(position), 1_037);
      assertThat(entry.proof().proves(MerkleHash.ofEntry(entry.entry().bytes()), root)).isTrue();
      assertThat(entry.entry().bytes()).isEqualTo(log.leafAt(position));
    }
    assertThat(merkle.consistency(1_000, 1_037).proves(merkle.root(1_000), root)).isTrue();
  }

  @Test
  void tilesAreAsWideAsTheyAreAskedForAndNeverWider() {
    append(600);
    merkle.catchUp();

    assertThat(merkle.hashes(new Tile(0, 1), 256)).hasSize(256 * 32);
    assertThat(merkle.hashes(new Tile(0, 2), 88)).hasSize(88 * 32);
    assertThat(merkle.hashes(new Tile(1, 0), 2)).hasSize(2 * 32);
    assertThat(merkle.entries(2, 5)).hasSize(5 * 32);
    assertThatThrownBy(() -> merkle.hashes(new Tile(0, 2), 89))
        .isInstanceOfSatisfying(
            AuditException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_TILE_NOT_FOUND));
    assertThatThrownBy(() -> merkle.hashes(new Tile(5, 1_000_000_000), 256))
        .isInstanceOf(AuditException.class);
  }

  @Test
  void severalServersGrowOneTreeWhileEventsArrive() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> growing = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        TreeGrowth server = new TreeGrowth(log.writer());
        growing.add(
            threads.submit(
                () -> {
                  while (!done.get()) {
                    server.step();
                  }
                }));
      }
      Random random = new Random(7);
      for (int i = 0; i < 25; i++) {
        appendWithLeaves(1 + random.nextInt(60));
      }
      done.set(true);
      for (Future<?> server : growing) {
        server.get();
      }
    }
    merkle.catchUp();
    assertThat(merkle.root(merkle.lag().size())).isEqualTo(rootOfRows());
  }

  /** Appends events that nobody changes afterwards: places that no event has. */
  private void appendWithLeaves(int events) {
    log.execute(
        """
        BEGIN;
        UPDATE log_head SET last_position = last_position + %1$d;
        INSERT INTO event_log (tenant, session_id, sequence_number, position, event_id, event_type,
            occurred_at, occurred_nanos, recorded_at, base_version, data_classification, payload,
            retention_class, leaf_hash)
        SELECT 'default', gen_random_uuid(), 1, h.last_position - %1$d + n, gen_random_uuid(),
               'audit.x', now(), 0, now(), '', 0, '{}', 0,
               sha256((h.last_position - %1$d + n)::text::bytea)
        FROM log_head h, generate_series(1, %1$d) AS n;
        COMMIT
        """
            .formatted(events));
  }

  @Test
  void stopsAndSaysWhereAnEventIsMissing() {
    append(300);
    merkle.catchUp();
    append(10);
    log.execute("DELETE FROM event_log WHERE position = 305");

    assertThatThrownBy(growth::step)
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT))
        .hasMessageContaining("305");
    assertThat(merkle.lag()).isEqualTo(new TreeLag(300, 310));
  }

  @Test
  void whatExpiredLaterStaysInTheTree() {
    append(300);
    merkle.catchUp();
    MerkleHash before = merkle.root(300);
    log.execute("DELETE FROM event_log WHERE position BETWEEN 10 AND 290");
    append(5);
    merkle.catchUp();

    assertThat(merkle.root(300)).isEqualTo(before);
    assertThat(merkle.consistency(300, 305).proves(before, merkle.root(305))).isTrue();
  }
}
