package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendResponse;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.validation.Limits;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppendTest {

  private static final Limits LIMITS = new Limits(20_000, 100_000, 50, 64, 256);

  @AutoClose private static final GrpcFixture fixture = new GrpcFixture(LIMITS);
  private final AuditServiceBlockingStub client = fixture.client(AuditServiceBlockingStub.class);

  @BeforeEach
  void forget() {
    fixture.forget();
  }

  @Test
  void acknowledgesInTheOrderOfTheRequest() {
    UUID session = UUID.randomUUID();
    Event.Builder first = EventMessages.ofSession(session);
    AppendRequest request =
        EventMessages.request(first, EventMessages.valid(), EventMessages.ofSession(session));

    AppendResponse response = client.append(request);

    assertThat(response.getAccepted()).isEqualTo(3);
    assertThat(response.getAcknowledgementsList())
        .extracting(a -> a.getSequenceNumber())
        .containsExactly(1L, 1L, 2L);
    AppendResponse again = client.append(EventMessages.request(first));
    assertThat(again.getDuplicates()).isEqualTo(1);
    assertThat(again.getAcknowledgements(0).getDuplicate()).isTrue();
    assertThat(fixture.stored()).hasSize(3);
  }

  @Test
  void refusesTheWholeRequestAndNamesEveryViolation() {
    AppendRequest request =
        EventMessages.request(
            EventMessages.valid(),
            EventMessages.valid().setEventId("x"),
            EventMessages.valid().setPayloadJson("{\"text\":{\"a\":1,\"a\":1}}"));

    GrpcFailure failure = GrpcFailure.of(() -> client.append(request));

    assertThat(failure.status()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.code()).isEqualTo("INVALID_EVENT");
    assertThat(failure.info().getDomain()).isEqualTo("dwsaudit.org");
    assertThat(failure.info().getMetadataMap())
        .containsEntry("retryable", "false")
        .containsEntry("violations_omitted", "0");
    assertThat(failure.rules())
        .containsExactly(
            "UUID events[1]/event_id",
            "PAYLOAD_SCHEMA events[2]/payload/text",
            "DUPLICATE_KEY events[2]/payload/text/a");
    assertThat(failure.detail(RetryInfo.class)).isEmpty();
    assertThat(fixture.stored()).isEmpty();
  }

  @Test
  void keepsManyViolationsWithinWhatTrailersHold() {
    AppendRequest.Builder request = AppendRequest.newBuilder();
    IntStream.range(0, 50)
        .forEach(i -> request.addEvents(Event.newBuilder().setWorkflowId("\u65e5".repeat(300))));

    GrpcFailure failure = GrpcFailure.of(() -> client.append(request.build()));

    assertThat(failure.code()).isEqualTo("INVALID_EVENT");
    int given = failure.violations().size();
    assertThat(given).isPositive();
    assertThat(failure.info().getMetadataMap())
        .containsEntry("violations", "350")
        .containsEntry("violations_omitted", Integer.toString(350 - given));
  }

  @Test
  void saysWhatIsStoredAlthoughAnotherSessionIsRefused() {
    UUID refused = UUID.randomUUID();
    Event.Builder good = EventMessages.valid();

    GrpcFailure failure =
        GrpcFailure.of(
            () ->
                client.append(
                    EventMessages.request(
                        EventMessages.ofSession(refused).setSequenceNumber(9), good)));

    assertThat(failure.status()).isEqualTo(Status.Code.ABORTED);
    assertThat(failure.code()).isEqualTo("SEQUENCE_CONFLICT");
    assertThat(failure.rules()).containsExactly("SEQUENCE_CONFLICT events[0]/sequence_number");
    AppendResponse stored = failure.detail(AppendResponse.class).orElseThrow();
    assertThat(stored.getAccepted()).isEqualTo(1);
    assertThat(stored.getAcknowledgements(0).getEventId()).isEqualTo(good.getEventId());
  }

  @Test
  void refusesAnIdWithOtherContent() {
    Event.Builder first = EventMessages.valid();
    client.append(EventMessages.request(first));

    GrpcFailure failure =
        GrpcFailure.of(
            () -> client.append(EventMessages.request(first.setPayloadJson("{\"text\":\"b\"}"))));

    assertThat(failure.status()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(failure.code()).isEqualTo("EVENT_ID_CONFLICT");
    assertThat(failure.detail(AppendResponse.class)).isEmpty();
  }

  @Test
  void refusesRequestsOutsideTheLimits() {
    assertThat(code(AppendRequest.getDefaultInstance())).isEqualTo("INVALID_ARGUMENT");
    AppendRequest.Builder many = AppendRequest.newBuilder();
    IntStream.range(0, 51).forEach(i -> many.addEvents(EventMessages.valid()));
    assertThat(code(many.build())).isEqualTo("TOO_MANY_EVENTS");
    assertThat(code(EventMessages.request(withText(20_000)))).isEqualTo("EVENT_TOO_LARGE");
    assertThat(code(EventMessages.request(withText(200_000)))).isEqualTo("REQUEST_TOO_LARGE");
  }

  @Test
  void refusesFieldsOfTheRequestThatNobodyKnows() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(9, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    AppendRequest request =
        EventMessages.request(EventMessages.valid()).toBuilder().setUnknownFields(unknown).build();

    assertThat(code(request)).isEqualTo("INVALID_ARGUMENT");
  }

  @Test
  void refusesBytesThatAreNoMessage() {
    RawClient raw = new RawClient(fixture);

    // a string field that is not UTF-8, a field that does not end
    assertThat(raw.append(10, 3, 10, 1, 0xff).code()).isEqualTo("MALFORMED_JSON");
    assertThat(raw.append(10, 100, 1).code()).isEqualTo("MALFORMED_JSON");
    assertThat(raw.append(10, 100, 1).status()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private String code(AppendRequest request) {
    return GrpcFailure.of(() -> client.append(request)).code();
  }

  private static Event.Builder withText(int characters) {
    return EventMessages.valid().setPayloadJson("{\"text\":\"" + "x".repeat(characters) + "\"}");
  }
}
