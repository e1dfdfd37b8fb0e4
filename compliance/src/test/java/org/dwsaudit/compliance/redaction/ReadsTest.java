package org.dwsaudit.compliance.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.schema.event.Classification.CONFIDENTIAL;
import static org.dwsaudit.schema.event.Classification.INTERNAL;
import static org.dwsaudit.schema.event.Classification.RESTRICTED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.classification.Classifier;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.administration.AdministrativeFact.RestrictedRead;
import org.dwsaudit.schema.administration.ReadScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.Test;

class ReadsTest {

  private static final ReadScope SCOPE = new ReadScope.Event(new EventId(new UUID(1, 2)));
  private static final Principal GRANTED =
      new Principal(TenantId.DEFAULT, "officer", RESTRICTED, Set.of(Disclosure.RESTRICTED_GRANT));
  private static final RecordedEvent SECRET = event(RESTRICTED, Map.of());
  private static final RecordedEvent PARTLY = event(INTERNAL, Map.of("/payload/a", RESTRICTED));
  private static final RecordedEvent PLAIN = event(CONFIDENTIAL, Map.of("/payload/b", RESTRICTED));

  private final List<AdministrativeFact> facts = new ArrayList<>();
  private final Redactor redactor = new Redactor(new Classifier(_ -> Map.of()));
  private boolean away;
  private long now;
  private final Reads reads = new Reads(redactor, (_, fact) -> record(fact), () -> now);

  private void record(AdministrativeFact fact) {
    if (away) {
      throw new AuditException(ErrorCode.STORE_UNAVAILABLE, "as the test wants it");
    }
    facts.add(fact);
  }

  private static RecordedEvent event(Classification level, Map<String, Classification> parts) {
    return TestEvents.recorded("skill.invoked", level, null, "{\"a\":1}", parts);
  }

  private static ReadRequest request(Principal principal, String... reason) {
    return new ReadRequest(principal, SCOPE, Optional.of(reason).map(r -> String.join("", r)));
  }

  private static ReadRequest withoutReason(Principal principal) {
    return new ReadRequest(principal, SCOPE, Optional.empty());
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private List<Long> counts() {
    return facts.stream().map(fact -> ((RestrictedRead) fact).events()).toList();
  }

  @Test
  void aReadOfRestrictedPartsIsOnRecordWhenItsAnswerIsThere() {
    List<RecordedEvent> seen =
        reads.once(
            request(GRANTED, "case 7"),
            disclosure -> {
              List<RecordedEvent> all =
                  List.of(
                      disclosure.apply(SECRET), disclosure.apply(PLAIN), disclosure.apply(PARTLY));
              assertThat(facts).isEmpty();
              return all;
            });
    assertThat(seen).containsExactly(SECRET, PLAIN, PARTLY);
    assertThat(facts)
        .singleElement()
        .isInstanceOfSatisfying(
            RestrictedRead.class,
            read -> {
              assertThat(read.scope()).isEqualTo(SCOPE);
              assertThat(read.events()).isEqualTo(2);
              assertThat(read.reason()).isEqualTo("case 7");
              assertThat(read.actor()).isEqualTo("officer");
            });
  }

  @Test
  void nothingIsGivenThatIsNotOnRecord() {
    away = true;
    assertRefused(
        ErrorCode.STORE_UNAVAILABLE,
        () -> reads.once(request(GRANTED, "r"), disclosure -> disclosure.apply(SECRET)));
  }

  @Test
  void restrictedPartsNeedAReason() {
    assertRefused(
        ErrorCode.REASON_REQUIRED,
        () -> reads.once(withoutReason(GRANTED), disclosure -> disclosure.apply(PARTLY)));
    assertRefused(
        ErrorCode.REASON_REQUIRED, () -> reads.stream(withoutReason(GRANTED)).apply(SECRET));
    RecordedEvent plain = reads.once(withoutReason(GRANTED), disclosure -> disclosure.apply(PLAIN));
    assertThat(plain).isSameAs(PLAIN);
    assertThat(facts).isEmpty();
  }

  @Test
  void aReasonIsText() {
    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> request(GRANTED, " \n"));
    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> request(GRANTED, "x".repeat(1_001)));
  }

  @Test
  void thoseFromWhomRestrictedPartsAreWithheldLeaveNoTrace() {
    Principal ungranted = new Principal(TenantId.DEFAULT, "officer", RESTRICTED, Set.of());
    for (Principal principal : List.of(Principal.LOCAL_OPERATOR, ungranted)) {
      RecordedEvent seen =
          reads.once(withoutReason(principal), disclosure -> disclosure.apply(SECRET));
      assertThat(seen.event().payload().text()).contains("$redacted");
      assertThat(reads.stream(withoutReason(principal)).apply(PARTLY)).isNotEqualTo(PARTLY);
    }
    assertThat(facts).isEmpty();
  }

  @Test
  void aStreamIsOnRecordFromItsFirstRestrictedEventAndInPortions() {
    UnaryOperator<RecordedEvent> stream = reads.stream(request(GRANTED, "r"));
    stream.apply(PLAIN);
    assertThat(counts()).isEmpty();
    for (int i = 0; i < Reads.STREAM_EVENTS; i++) {
      stream.apply(SECRET);
    }
    assertThat(counts()).containsExactly(1L);
    stream.apply(SECRET);
    assertThat(counts()).containsExactly(1L, 1_000L);
  }

  @Test
  void aSlowStreamIsOnRecordAgainAfterSomeTime() {
    UnaryOperator<RecordedEvent> stream = reads.stream(request(GRANTED, "r"));
    stream.apply(SECRET);
    now += Reads.STREAM_TIME.minus(Duration.ofSeconds(1)).toNanos();
    stream.apply(SECRET);
    now += Duration.ofSeconds(1).toNanos();
    stream.apply(PLAIN);
    assertThat(counts()).containsExactly(1L);
    stream.apply(SECRET);
    assertThat(counts()).containsExactly(1L, 2L);
  }

  @Test
  void aStreamGivesNothingThatIsNotOnRecordAndGoesOnLater() {
    UnaryOperator<RecordedEvent> stream = reads.stream(request(GRANTED, "r"));
    away = true;
    assertRefused(ErrorCode.STORE_UNAVAILABLE, () -> stream.apply(SECRET));
    assertRefused(ErrorCode.STORE_UNAVAILABLE, () -> stream.apply(SECRET));
    away = false;
    assertThat(stream.apply(SECRET)).isSameAs(SECRET);
    assertThat(counts()).containsExactly(1L);
  }
}
