package org.dwsaudit.compliance.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.schema.error.ErrorCode.HOLD_NOT_FOUND;
import static org.dwsaudit.schema.error.ErrorCode.HOLD_RELEASED;
import static org.dwsaudit.schema.error.ErrorCode.INVALID_ARGUMENT;
import static org.dwsaudit.schema.error.ErrorCode.INVALID_QUERY;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldPlaced;
import org.dwsaudit.schema.administration.HoldScope;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegalHoldsIT {

  private static TestLog log;
  private static LegalHolds holds;

  @BeforeAll
  static void open() {
    log = new TestLog();
    holds = new LegalHolds(log.writer(), log);
  }

  @AfterAll
  static void close() {
    log.close();
  }

  private static Principal of(String tenant) {
    return new Principal(new TenantId(tenant), "officer", Classification.CONFIDENTIAL, Set.of());
  }

  static Stream<HoldScope> scopes() {
    return Stream.of(
        new HoldScope.OfSession(TestEvents.session()),
        new HoldScope.OfWorkflow("claims"),
        new HoldScope.OfWorker("agent-7"),
        new HoldScope.OfQuery(
            new EventFilter(
                List.of("approval.*"),
                List.of(TestEvents.session()),
                List.of("w"),
                List.of("f"),
                List.of("c"),
                TestEvents.TIME,
                TestEvents.TIME.plusNanos(1))));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void aHoldIsListedWithItsScope(HoldScope scope) {
    Principal officer = of("placing-" + scope.getClass().getSimpleName());
    LegalHold hold = holds.place(officer, scope, " case 12 ");
    assertThat(hold.scope()).isEqualTo(scope);
    assertThat(hold.reason()).isEqualTo("case 12");
    assertThat(hold.placedBy()).isEqualTo("officer");
    assertThat(hold.isActive()).isTrue();
    assertThat(holds.list(officer, false)).containsExactly(hold);
    assertThat(holds.active(officer.tenant())).containsExactly(hold);
    assertThat(holds.find(officer, hold.id())).isEqualTo(hold);
  }

  @Test
  void aReleasedHoldStaysOnRecord() {
    Principal officer = of("releasing");
    LegalHold first = holds.place(officer, new HoldScope.OfWorker("a"), "one");
    LegalHold second = holds.place(officer, new HoldScope.OfWorker("b"), "two");
    LegalHold released = holds.release(officer, first.id(), "settled");
    assertThat(released.release())
        .extracting("reason", "releasedBy")
        .containsExactly("settled", "officer");
    assertThat(holds.list(officer, false)).containsExactly(second);
    assertThat(holds.list(officer, true)).containsExactly(released, second);
    assertCode(HOLD_RELEASED, () -> holds.release(officer, first.id(), "again"));
  }

  @Test
  void tenantsDoNotSeeEachOthersHolds() {
    LegalHold hold = holds.place(of("one"), new HoldScope.OfWorker("a"), "reason");
    assertThat(holds.list(of("two"), true)).isEmpty();
    assertCode(HOLD_NOT_FOUND, () -> holds.find(of("two"), hold.id()));
    assertCode(HOLD_NOT_FOUND, () -> holds.release(of("two"), hold.id(), "reason"));
    assertCode(HOLD_NOT_FOUND, () -> holds.release(of("one"), UUID.randomUUID(), "reason"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "half \ud800"})
  void aReasonIsRequired(String reason) {
    assertRefused(INVALID_ARGUMENT, new HoldScope.OfWorker("a"), reason);
  }

  @Test
  void aReasonIsBounded() {
    assertRefused(INVALID_ARGUMENT, new HoldScope.OfWorker("a"), "x".repeat(1001));
  }

  @Test
  void aScopeMustBeAbleToHoldSomething() {
    assertRefused(INVALID_ARGUMENT, new HoldScope.OfWorker(""), "reason");
    assertRefused(INVALID_ARGUMENT, new HoldScope.OfWorkflow("x".repeat(257)), "reason");
    assertRefused(INVALID_QUERY, query(List.of("a*b"), null, null), "reason");
    assertRefused(
        INVALID_QUERY, query(List.of(), TestEvents.TIME, TestEvents.TIME.minusNanos(1)), "reason");
  }

  private static HoldScope query(List<String> types, Instant from, Instant to) {
    return new HoldScope.OfQuery(
        new EventFilter(types, List.of(), List.of(), List.of(), List.of(), from, to));
  }

  private static void assertRefused(ErrorCode code, HoldScope scope, String reason) {
    Principal officer = of("refused");
    assertCode(code, () -> holds.place(officer, scope, reason));
    assertThat(log.facts(officer.tenant(), LegalHoldPlaced.TYPE)).isEmpty();
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
