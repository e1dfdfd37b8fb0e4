package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.dwsaudit.domain.AuditDomain;
import org.dwsaudit.domain.session.SessionHead;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replay end to end: events appended through the domain, sourced and folded. */
class SessionReplayTest {

  private static final Principal READER = Principal.LOCAL_OPERATOR;
  private static final UnaryOperator<RecordedEvent> ALL = UnaryOperator.identity();

  private final Index index = new Index();
  private final AuditDomain domain =
      AuditDomain.start(new InMemoryEventStorageEngine(), index, Clock.systemUTC());
  private List<RecordedEvent> events = List.of();
  private SessionId session = ReplayedEvents.SESSION;

  @BeforeEach
  void append() {
    events = ReplayedEvents.demo().values().iterator().next();
    session = events.getFirst().event().sessionId();
    List<SubmittedEvent> submitted =
        IntStream.range(0, events.size())
            .mapToObj(i -> new SubmittedEvent(i, events.get(i).event(), OptionalLong.empty()))
            .toList();
    assertThat(domain.events().record(TenantId.DEFAULT, submitted).join().refused()).isEmpty();
  }

  @AfterEach
  void close() {
    domain.close();
  }

  @Test
  void foldsWhatWasAppended() {
    SessionState state = domain.replay().state(READER, session, ReplayPoint.END, ALL);

    assertThat(state.sessionId()).isEqualTo(session);
    assertThat(state.workflowId()).isEqualTo("contract-review");
    assertThat(state.standing().status()).isEqualTo(Standing.Status.COMPLETED);
    assertThat(state.complete()).isTrue();
    assertThat(state.counts().events()).isEqualTo(events.size());
    assertThat(state.asOf().sequenceNumber()).isEqualTo(events.size());
    assertThat(state.asOf().timestamp()).isEqualTo(events.getLast().event().timestamp());
    assertThat(state.list("tasks").find("task-extract").orElseThrow().text("status"))
        .contains("completed");
  }

  @Test
  void stopsWhereAsked() {
    SessionState before = at(new ReplayPoint.AtSequence(0));
    SessionState middle = at(new ReplayPoint.AtSequence(7));

    assertThat(before.counts().events()).isZero();
    assertThat(before.asOf()).isEqualTo(AsOf.BEFORE_THE_FIRST);
    assertThat(before.workflowId()).isNull();
    assertThat(middle.counts().events()).isEqualTo(7);
    assertThat(middle.complete()).isTrue();
    assertThat(at(new ReplayPoint.AtSequence(events.size()))).isEqualTo(at(ReplayPoint.END));
  }

  @Test
  void readsNoFurtherThanThePointNeeds() {
    List<Long> disclosed = new ArrayList<>();

    domain
        .replay()
        .state(
            READER,
            session,
            new ReplayPoint.AtSequence(3),
            event -> {
              disclosed.add(event.sequenceNumber());
              return event;
            });

    assertThat(disclosed).containsExactly(1L, 2L, 3L);
  }

  @Test
  void refusesWhatIsNotThere() {
    assertRefused(
        ErrorCode.SESSION_NOT_FOUND,
        () ->
            domain.replay().state(READER, new SessionId(UUID.randomUUID()), ReplayPoint.END, ALL));
    assertRefused(
        ErrorCode.SESSION_NOT_FOUND,
        () -> domain.replay().state(READER, SessionId.SYSTEM, ReplayPoint.END, ALL));
    Principal elsewhere =
        new Principal(new TenantId("other"), "a", Classification.CONFIDENTIAL, Set.of());
    assertRefused(
        ErrorCode.SESSION_NOT_FOUND,
        () -> domain.replay().state(elsewhere, session, ReplayPoint.END, ALL));
    assertRefused(
        ErrorCode.INVALID_ARGUMENT, () -> at(new ReplayPoint.AtSequence(events.size() + 1)));
  }

  @Test
  void nothingThatDisclosureWithholdsReachesTheState() {
    String secret = "Borealis";
    assertThat(SessionStateJson.tree(at(ReplayPoint.END)).toString()).contains(secret);

    SessionState state =
        domain.replay().state(READER, session, ReplayPoint.END, SessionReplayTest::withheld);

    assertThat(SessionStateJson.tree(state).toString()).doesNotContain(secret);
    assertThat(state.standing().successWithheld()).isTrue();
    assertThat(state.list("tasks").items())
        .isNotEmpty()
        .allSatisfy(
            task -> {
              assertThat(task.id()).isEqualTo("#" + task.since());
              assertThat(task.member("withheld")).isPresent();
            });
  }

  @Test
  void theDiffOfTwoPointsIsThatOfTheirStates() {
    ReplayPoint from = new ReplayPoint.AtSequence(5);
    ReplayPoint to = new ReplayPoint.AtSequence(20);

    StateDiff diff = domain.replay().diff(READER, session, from, to, ALL);

    assertThat(diff).isEqualTo(StateDiff.between(at(from), at(to)));
    assertThat(diff.from().sequenceNumber()).isEqualTo(5);
    assertThat(diff.to().sequenceNumber()).isEqualTo(20);
    assertThat(diff.changes()).isNotEmpty();
    assertThat(domain.replay().diff(READER, session, to, to, ALL).changes()).isEmpty();
  }

  @Test
  void knowsOfEventsThatExpiredAtTheEnd() {
    index.lastSequence = events.size() + 4;

    SessionState state = at(ReplayPoint.END);

    assertThat(state.complete()).isFalse();
    assertThat(state.missing().ranges())
        .containsExactly(new Missing.Range(events.size() + 1, events.size() + 4));
    assertThat(at(new ReplayPoint.AtSequence(events.size())).complete()).isTrue();
    assertThat(at(new ReplayPoint.AtSequence(events.size() + 1)).complete()).isFalse();
  }

  private SessionState at(ReplayPoint point) {
    return domain.replay().state(READER, session, point, ALL);
  }

  private static RecordedEvent withheld(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    ObjectNode marker =
        JsonDocument.ofText("{\"$redacted\":{\"level\":\"confidential\"}}").tree().deepCopy();
    return recorded.withEvent(event.withContent(null, JsonDocument.of(marker)));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** Knows the last number where a test says one; the domain sources every session whole. */
  private static final class Index implements SessionIndex {

    private long lastSequence;

    @Override
    public boolean guardedByLog() {
      return false;
    }

    @Override
    public SessionHead committedHead(SessionKey key) {
      return head(key);
    }

    @Override
    public SessionHead head(SessionKey key) {
      return new SessionHead(lastSequence, Position.START);
    }

    @Override
    public List<RecordedEvent> events(SessionKey key, Collection<EventId> ids) {
      return List.of();
    }
  }
}
