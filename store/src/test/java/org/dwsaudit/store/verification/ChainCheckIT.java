package org.dwsaudit.store.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.store.postgres.StoredLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainCheckIT {

  private static final SessionId TOUCHED = new SessionId(UUID.randomUUID());
  private static final SessionId OTHER = new SessionId(UUID.randomUUID());

  private final StoredLog log = new StoredLog();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void holdsForWhatWasAppendedOneByOneAndCopied() {
    log.append(TOUCHED, 3);
    log.append(OTHER, 300);

    ChainCheck.Report report = check();

    assertThat(report.faults()).isEmpty();
    assertThat(report.sessions()).isEqualTo(2);
    assertThat(report.events()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload = replace(payload, 'n 2', 'n 3')",
        "payload = '{'",
        "context = NULL",
        "field_classifications = NULL",
        "field_classifications = '{'",
        "field_classifications = replace(field_classifications, 'restricted', 'restrictee')",
        "data_classification = 0",
        "data_classification = 9",
        "event_type = ''",
        "worker_id = 'somebody else'",
        "phase_id = NULL",
        "event_type = 'interaction.check_in'",
        "event_id = gen_random_uuid()",
        "occurred_nanos = (occurred_nanos + 1) % 1000",
        "occurred_at = occurred_at + interval '1 microsecond'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "leaf_hash = set_bit(leaf_hash, 200, 1 - get_bit(leaf_hash, 200))",
        "leaf_hash = NULL",
        "secret = set_bit(secret, 17, 1 - get_bit(secret, 17))",
        "secret = NULL"
      })
  void findsAnythingAltered(String change) {
    log.append(TOUCHED, 3);
    log.append(OTHER, 3);

    log.execute("UPDATE event_log SET " + change + " WHERE " + of(TOUCHED, 2));

    assertThat(check().faults())
        .containsExactly(new ChainFault(TOUCHED, 2, ChainFault.Kind.ALTERED));
  }

  @Test
  void findsAnEventRemovedFromTheMiddleTheBeginningOrTheEnd() {
    for (int number : List.of(2, 1, 3)) {
      SessionId session = new SessionId(UUID.randomUUID());
      log.append(session, 3);
      log.execute("DELETE FROM event_log WHERE " + of(session, number));

      assertThat(check().faults())
          .contains(new ChainFault(session, number, ChainFault.Kind.MISSING));
    }
  }

  @Test
  void findsTwoEventsExchanged() {
    log.append(TOUCHED, 4);

    log.execute(
        "UPDATE event_log SET sequence_number = 100 WHERE "
            + of(TOUCHED, 2)
            + "; UPDATE event_log SET sequence_number = 2 WHERE "
            + of(TOUCHED, 3)
            + "; UPDATE event_log SET sequence_number = 3 WHERE "
            + of(TOUCHED, 100));

    assertThat(check().faults())
        .containsExactly(new ChainFault(TOUCHED, 2, ChainFault.Kind.ALTERED));
  }

  @Test
  void findsAnEventMovedToAnotherSession() {
    log.append(TOUCHED, 2);
    log.append(OTHER, 3);

    log.execute(
        "UPDATE event_log SET sequence_number = 3, session_id = '"
            + TOUCHED
            + "' WHERE "
            + of(OTHER, 3));

    assertThat(check().faults())
        .containsExactlyInAnyOrder(
            new ChainFault(TOUCHED, 3, ChainFault.Kind.ALTERED),
            new ChainFault(OTHER, 3, ChainFault.Kind.MISSING));
  }

  @Test
  void findsAnEndThatIsNotTheRecordedOne() {
    log.append(TOUCHED, 2);
    log.execute("UPDATE session_head SET last_sequence = 1");
    assertThat(check().faults()).containsExactly(new ChainFault(TOUCHED, 2, ChainFault.Kind.END));

    log.execute("UPDATE session_head SET last_sequence = 2, last_leaf = sha256('x')");
    assertThat(check().faults()).containsExactly(new ChainFault(TOUCHED, 2, ChainFault.Kind.END));
  }

  @Test
  void whatExpiredAndWasRecordedIsNoFault() {
    log.append(TOUCHED, 5);

    log.execute(
        "INSERT INTO expired_range SELECT tenant, session_id, 2, 3, 2, 'optional',"
            + " gen_random_uuid(), now(), now(), leaf_hash FROM event_log WHERE "
            + of(TOUCHED, 3)
            + "; DELETE FROM event_log WHERE sequence_number IN (2, 3)");
    assertThat(check().faults()).isEmpty();

    log.execute("UPDATE event_log SET worker_id = 'x' WHERE " + of(TOUCHED, 4));
    assertThat(check().faults())
        .containsExactly(new ChainFault(TOUCHED, 4, ChainFault.Kind.ALTERED));
  }

  @Test
  void whatWentWithADroppedMonthIsNoFaultButNotMore() {
    log.append(TOUCHED, 5);
    log.append(OTHER, 5);
    String record =
        "INSERT INTO expired_partition SELECT 'default', 2, date_trunc('month', recorded_at AT TIME"
            + " ZONE 'UTC') + interval '%s', 'gone', 4, 1, 10, 'optional P90D', gen_random_uuid(),"
            + " recorded_at, recorded_at FROM event_log WHERE "
            + of(TOUCHED, 5);
    log.execute(record.formatted("1 month"));
    log.execute("DELETE FROM event_log WHERE sequence_number IN (1, 3)");
    assertThat(check().faults())
        .containsExactly(
            new ChainFault(TOUCHED, 1, ChainFault.Kind.MISSING),
            new ChainFault(OTHER, 1, ChainFault.Kind.MISSING));

    log.execute(record.formatted("0 months"));
    log.execute("DELETE FROM expired_partition WHERE events = 0 OR month > now()");
    assertThat(check().holds()).isTrue();

    log.execute("UPDATE event_log SET worker_id = 'x' WHERE " + of(TOUCHED, 5));
    assertThat(check().faults())
        .containsExactly(new ChainFault(TOUCHED, 5, ChainFault.Kind.ALTERED));

    log.execute("DELETE FROM event_log WHERE " + of(TOUCHED, 5));
    ChainCheck.Report report = check();
    assertThat(report.faults()).isEmpty();
    assertThat(report.unaccounted()).isEqualTo(1);
    assertThat(report.holds()).isFalse();
  }

  @Test
  void findsEventsOfASessionThatWasNeverBegun() {
    log.append(TOUCHED, 2);
    log.execute("DELETE FROM session_head");
    assertThat(check().faults()).containsExactly(new ChainFault(TOUCHED, 1, ChainFault.Kind.STRAY));

    log.execute("UPDATE event_log SET tenant = 'nobody'");
    assertThat(new ChainCheck(log.reader()).checkAll(VerificationProgress.NONE).faults())
        .containsExactly(new ChainFault(TOUCHED, 1, ChainFault.Kind.STRAY));
  }

  private ChainCheck.Report check() {
    return new ChainCheck(log.reader()).check(TenantId.DEFAULT);
  }

  private static String of(SessionId session, int number) {
    return "session_id = '%s' AND sequence_number = %d".formatted(session, number);
  }
}
