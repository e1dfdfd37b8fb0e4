package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.client.ServerRefusedException;
import org.dwsaudit.app.server.GrpcCalls.Refused;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import org.dwsaudit.schema.grpc.v1.Classification;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.ExportRequest;
import org.dwsaudit.schema.grpc.v1.GetEventRequest;
import org.dwsaudit.schema.grpc.v1.GetSessionStateRequest;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is refused over gRPC, and that events are refused there as they are over HTTP. */
class GrpcRefusalsIT {

  @AutoClose
  private static final TestServer server =
      TestServer.start(Map.of("limits.event_bytes", "5000", "limits.events_per_request", "20"));

  @AutoClose private static final ServerClient http = new ServerClient(server.uri());

  private static final AuditServiceBlockingStub grpc =
      GrpcCalls.client(server, AuditServiceBlockingStub.class);

  private final String session = SampleEvents.newSession();

  @Test
  void refusesEventsAsHttpDoes() {
    assertThat(codeOverBoth(event().setEventType("interaction.question_askd")))
        .isEqualTo("UNKNOWN_EVENT_TYPE");
    assertThat(codeOverBoth(event().setEventType("audit.legal_hold_placed")))
        .isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().setEventId("no-uuid"))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().setSessionId(new UUID(0, 0).toString())))
        .isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().clearWorkflowId())).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().setWorkflowId("w".repeat(257)))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().setWorkerId("a\u0000b"))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().setBaseVersion("main"))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().setSequenceNumber(0))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(event().setSequenceNumber(9))).isEqualTo("SEQUENCE_CONFLICT");
  }

  @Test
  void refusesPayloadsAsHttpDoes() {
    assertThat(codeOverBoth(payload("[]"))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(payload("{\"text\":1}"))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(payload("{\"text\":\"a\",\"text\":\"b\"}"))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(payload("{\"text\":\"a\",\"x\":12345678901234567890}")))
        .isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(payload("{\"text\":\"\\ud800\"}"))).isEqualTo("INVALID_EVENT");
    assertThat(codeOverBoth(payload("{\"text\":\"a\",\"$redacted\":{}}")))
        .isEqualTo("INVALID_EVENT");
    assertThat(
            codeOverBoth(payload("{\"text\":\"a\",\"x\":" + "[".repeat(63) + "]".repeat(63) + "}")))
        .isEqualTo("NESTING_TOO_DEEP");
    assertThat(codeOverBoth(payload("{\"text\":\"" + "x".repeat(5_000) + "\"}")))
        .isEqualTo("EVENT_TOO_LARGE");
  }

  @Test
  void refusesRequestsAsHttpDoes() {
    assertThat(codeOverBoth()).isEqualTo("INVALID_ARGUMENT");
    List<Event.Builder> many = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      many.add(event());
    }
    assertThat(codeOverBoth(many.toArray(Event.Builder[]::new))).isEqualTo("TOO_MANY_EVENTS");
    Event.Builder first = event();
    grpc.append(GrpcEvents.request(first));
    assertThat(codeOverBoth(first.clone().setPayloadJson("{\"text\":\"other\"}")))
        .isEqualTo("EVENT_ID_CONFLICT");
  }

  @Test
  void refusesQueriesThatMakeNoSense() {
    assertThat(query(filter().addEventTypes("a*b"))).isEqualTo("INVALID_QUERY");
    assertThat(query(filter().addEventTypes("interaction.nothing"))).isEqualTo("INVALID_QUERY");
    assertThat(query(filter().addSessionIds("x"))).isEqualTo("INVALID_QUERY");
    assertThat(query(filter().setFrom(Timestamp.newBuilder().setNanos(-1))))
        .isEqualTo("INVALID_QUERY");
    assertThat(
            query(
                filter()
                    .setFrom(Timestamp.newBuilder().setSeconds(2))
                    .setTo(Timestamp.newBuilder().setSeconds(1))))
        .isEqualTo("INVALID_QUERY");
    assertThat(query(QueryRequest.newBuilder().setLimit(1_001))).isEqualTo("INVALID_QUERY");
    assertThat(query(QueryRequest.newBuilder().setLimit(-1))).isEqualTo("INVALID_QUERY");
    assertThat(query(QueryRequest.newBuilder().setCursor("x"))).isEqualTo("INVALID_CURSOR");
  }

  @Test
  void refusesSubscriptionsThatMakeNoSense() {
    assertThat(subscribe(SubscribeRequest.newBuilder().setAfter("12")))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(subscribe(SubscribeRequest.newBuilder().setAfter("7fffffffffffffff")))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(
            subscribe(
                SubscribeRequest.newBuilder()
                    .setFilter(filter().addEventTypes("workflow.nothing"))))
        .isEqualTo("INVALID_QUERY");
  }

  private static String subscribe(SubscribeRequest.Builder request) {
    return GrpcCalls.refused(() -> grpc.subscribe(request.build()).next()).code();
  }

  @Test
  void refusesWhatIsNotThere() {
    String other = UUID.randomUUID().toString();
    assertThat(code(() -> grpc.getEvent(GetEventRequest.newBuilder().setEventId(other).build())))
        .isEqualTo("EVENT_NOT_FOUND");
    assertThat(code(() -> grpc.getEvent(GetEventRequest.getDefaultInstance())))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(state(GetSessionStateRequest.newBuilder().setSessionId(other)))
        .isEqualTo("SESSION_NOT_FOUND");
    assertThat(state(GetSessionStateRequest.newBuilder().setSessionId("x")))
        .isEqualTo("INVALID_ARGUMENT");
  }

  @Test
  void refusesPointsThatASessionDoesNotHave() {
    grpc.append(GrpcEvents.request(event()));
    GetSessionStateRequest.Builder here = GetSessionStateRequest.newBuilder().setSessionId(session);

    assertThat(state(here.clone().setSequenceNumber(2))).isEqualTo("INVALID_ARGUMENT");
    assertThat(state(here.clone().setSequenceNumber(-1))).isEqualTo("INVALID_ARGUMENT");
    assertThat(state(here.clone().setTime(Timestamp.newBuilder().setNanos(-1))))
        .isEqualTo("INVALID_ARGUMENT");
  }

  @Test
  void refusesExportsThatMayNotLeave() {
    assertThat(export(ExportRequest.newBuilder().setFormat("xml"))).isEqualTo("INVALID_ARGUMENT");
    assertThat(export(ndjson().setClearanceValue(9))).isEqualTo("INVALID_ARGUMENT");
    assertThat(export(ndjson().setClearance(Classification.CLASSIFICATION_RESTRICTED)))
        .isEqualTo("CLEARANCE_EXCEEDED");
    assertThat(export(ndjson().setFilter(filter().addEventTypes("**")))).isEqualTo("INVALID_QUERY");
  }

  /** The code that both ways in answer with, after the same violations. */
  private String codeOverBoth(Event.Builder... events) {
    AppendRequest request = GrpcEvents.request(events);
    Refused overGrpc = GrpcCalls.refused(() -> grpc.append(request));
    ServerRefusedException overHttp =
        catchThrowableOfType(
            ServerRefusedException.class,
            () ->
                http.send(
                    "POST",
                    "/v1/events",
                    "application/json",
                    BodyPublishers.ofString(GrpcEvents.body(request))));
    List<String> rules = new ArrayList<>();
    for (JsonNode violation : overHttp.problem().path("violations")) {
      rules.add(
          "%s events[%d]%s"
              .formatted(
                  violation.path("rule").asText(),
                  violation.path("index").asInt(),
                  violation.path("pointer").asText()));
    }
    assertThat(overGrpc).isEqualTo(new Refused(overHttp.code(), rules));
    return overGrpc.code();
  }

  private Event.Builder event() {
    return GrpcEvents.question(session, 1);
  }

  private Event.Builder payload(String json) {
    return event().setPayloadJson(json);
  }

  private static EventFilter.Builder filter() {
    return EventFilter.newBuilder();
  }

  private static ExportRequest.Builder ndjson() {
    return ExportRequest.newBuilder().setFormat("ndjson");
  }

  private static String query(EventFilter.Builder filter) {
    return query(QueryRequest.newBuilder().setFilter(filter));
  }

  private static String query(QueryRequest.Builder request) {
    return code(() -> grpc.query(request.build()).hasNext());
  }

  private static String state(GetSessionStateRequest.Builder request) {
    return code(() -> grpc.getSessionState(request.build()));
  }

  private static String export(ExportRequest.Builder request) {
    return code(() -> grpc.export(request.build()).hasNext());
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return GrpcCalls.refused(call).code();
  }
}
