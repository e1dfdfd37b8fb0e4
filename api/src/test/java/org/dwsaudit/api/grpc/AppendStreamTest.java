package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendStreamResponse;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceStub;
import org.dwsaudit.schema.grpc.v1.Refusal;
import org.dwsaudit.schema.grpc.v1.Violation;
import org.dwsaudit.schema.validation.Limits;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppendStreamTest {

  private static final Limits LIMITS = new Limits(20_000, 30_000, 50, 64, 256);
  private static final int AHEAD = AppendStreamCall.UNITS_IN_FLIGHT;

  @AutoClose private static final GrpcFixture fixture = new GrpcFixture(LIMITS);

  @BeforeEach
  void forget() {
    fixture.forget();
  }

  @Test
  void answersEachUnitInOrderAndKeepsTheOrderOfASession() {
    UUID session = UUID.randomUUID();
    List<AppendRequest> units =
        IntStream.rangeClosed(1, 100)
            .mapToObj(
                i ->
                    EventMessages.request(
                        EventMessages.ofSession(session).setSequenceNumber(i),
                        EventMessages.valid()))
            .toList();

    List<AppendStreamResponse> answers = stream(units);

    assertThat(answers)
        .extracting(a -> a.getAppended().getAcknowledgements(0).getSequenceNumber())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).mapToObj(i -> (long) i).toList());
  }

  @Test
  void goesOnBehindARefusedUnit() {
    UUID refused = UUID.randomUUID();
    List<AppendStreamResponse> answers =
        stream(
            List.of(
                EventMessages.request(EventMessages.valid()),
                EventMessages.request(EventMessages.valid().setEventId("x")),
                AppendRequest.getDefaultInstance(),
                EventMessages.request(
                    EventMessages.ofSession(refused).setSequenceNumber(4), EventMessages.valid()),
                EventMessages.request(EventMessages.valid())));

    assertThat(answers)
        .map(answer -> answer.hasAppended() ? "" : answer.getRefused().getCode())
        .containsExactly("", "INVALID_EVENT", "INVALID_ARGUMENT", "SEQUENCE_CONFLICT", "");
    Violation violation = answers.get(1).getRefused().getViolations(0);
    assertThat(violation.getPointer()).isEqualTo("/event_id");
    assertThat(violation.getRule()).isEqualTo("UUID");
    Refusal partly = answers.get(3).getRefused();
    assertThat(partly.getStored().getAccepted()).isEqualTo(1);
    assertThat(answers.get(1).getRefused().hasStored()).isFalse();
  }

  @Test
  void takesAStreamLargerThanARequestMayBe() {
    String text = "{\"text\":\"" + "x".repeat(10_000) + "\"}";
    AppendRequest unit = EventMessages.request(EventMessages.valid().setPayloadJson(text));

    assertThat(stream(IntStream.range(0, 30).mapToObj(i -> unit).toList())).hasSize(30);
  }

  @Test
  void asksForMoreOnlyWhenTheCallerTakesAnswers() throws InterruptedException {
    FakeAnswers<AppendStreamResponse> caller = new FakeAnswers<>();
    AppendStreamCall call = call(caller);
    assertThat(caller.requested).hasValue(AHEAD);

    for (int i = 0; i < AHEAD; i++) {
      call.onNext(EventMessages.request(EventMessages.valid()));
    }
    for (int i = 0; i < AHEAD; i++) {
      assertThat(caller.taken.take().hasAppended()).isTrue();
    }
    assertThat(caller.requested).hasValue(AHEAD);

    call.onCompleted();
    assertThat(caller.ends.take()).isEqualTo("completed"); // behind the last answer
    caller.ready(true);
    assertThat(caller.requested).hasValue(2 * AHEAD);
  }

  @Test
  void recordsNothingMoreOnceTheCallerWentAway() throws InterruptedException {
    FakeAnswers<AppendStreamResponse> caller = new FakeAnswers<>();
    AppendStreamCall call = call(caller);
    call.onNext(EventMessages.request(EventMessages.valid()));
    caller.taken.take();

    caller.cancel();
    call.onNext(EventMessages.request(EventMessages.valid()));
    call.onCompleted();

    assertThat(fixture.stored()).hasSize(1);
    assertThat(caller.taken).isEmpty();
    assertThat(caller.ends).isEmpty();
  }

  private AppendStreamCall call(FakeAnswers<AppendStreamResponse> caller) {
    return AppendStreamCall.start(
        TenantId.DEFAULT, new Appends(fixture.reader(), LIMITS), fixture.recorder(), caller);
  }

  private List<AppendStreamResponse> stream(List<AppendRequest> units) {
    CompletableFuture<List<AppendStreamResponse>> all = new CompletableFuture<>();
    StreamObserver<AppendRequest> requests =
        fixture
            .client(AuditServiceStub.class)
            .appendStream(
                new StreamObserver<>() {
                  private final List<AppendStreamResponse> answers = new ArrayList<>();

                  @Override
                  public void onNext(AppendStreamResponse answer) {
                    answers.add(answer);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    all.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    all.complete(answers);
                  }
                });
    units.forEach(requests::onNext);
    requests.onCompleted();
    return all.join();
  }
}
