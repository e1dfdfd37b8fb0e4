package org.dwsaudit.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dwsaudit.app.client.EventStream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.faults.Await;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers who take nothing are told so and where to go on; nobody else notices them. */
class LiveSlowReaderIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** More than what all buffers between two ends of a connection on one machine hold. */
  private static final int EVENTS = 26;

  private static final int EVENT_CHARS = 600_000;
  private static final int EVENTS_A_REQUEST = 13;
  private static final String STALLED = "dws_audit_live_stalled_total";

  @AutoClose
  private static final TestServer server = TestServer.start(Map.of("live.stall_seconds", "1"));

  @AutoClose private static final HttpCalls http = new HttpCalls(server.uri());

  private final String session = SampleEvents.newSession();
  private double stalledBefore;

  @BeforeEach
  void appendMuch() {
    for (int number = 1; number <= EVENTS; number += EVENTS_A_REQUEST) {
      List<ObjectNode> events =
          IntStream.range(number, number + EVENTS_A_REQUEST).mapToObj(this::large).toList();
      http.append(events.toString()).is(200);
    }
    stalledBefore = http.metric(STALLED);
  }

  private ObjectNode large(int number) {
    ObjectNode event = SampleEvents.question(session, number);
    event.withObject("/payload").put("text", "x".repeat(EVENT_CHARS));
    return event;
  }

  private void awaitStall() {
    Await.until(() -> http.metric(STALLED) > stalledBefore, () -> "a reader who is told");
  }

  @Test
  void overServerSentEvents() throws IOException {
    try (Socket slow = new Socket("127.0.0.1", server.uri().getPort())) {
      slow.getOutputStream()
          .write(
              "GET /v1/events/stream?from=start&session_ids=%s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
                  .formatted(session)
                  .getBytes(UTF_8));
      awaitStall();
      try (ServerClient client = new ServerClient(server.uri());
          EventStream quick =
              client.stream("/v1/events/stream?from=start&session_ids=" + session, null)) {
        for (int i = 0; i < EVENTS; i++) {
          assertThat(quick.next()).isNotNull();
        }
      }
      slow.setSoTimeout((int) Await.DEADLINE.toMillis());
      Tail tail = new Tail();
      assertThat(slow.getInputStream().transferTo(tail)).isPositive();
      String end = tail.toString();
      JsonNode problem =
          JSON.readTree(end.substring(end.lastIndexOf("data: ") + 6, end.lastIndexOf('}') + 1));
      assertThat(problem.path("code").asText()).isEqualTo("SLOW_READER");
      assertThat(end).contains("event: error\nid: " + problem.path("resume_after").asText() + "\n");
    }
  }

  /** The end of what is written to it. */
  private static final class Tail extends OutputStream {
    private static final int BYTES = 2_000;

    private byte[] end = {};

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      String all = new String(end, UTF_8) + new String(bytes, offset, length, UTF_8);
      end = all.substring(Math.max(0, all.length() - BYTES)).getBytes(UTF_8);
    }

    @Override
    public String toString() {
      return new String(end, UTF_8);
    }
  }

  @Test
  void overWebSocket() {
    try (SocketLine line = new SocketLine(server.uri(), "/v1/events/ws?from=start")) {
      line.takeNothing();
      line.send("{\"session_ids\":[\"%s\"]}".formatted(session));
      awaitStall();
      line.takeAll();

      String position = "";
      JsonNode message = line.next(SocketLine.Heard.Text.class).json();
      while (!message.has("error")) {
        position = message.at("/record/position").asText();
        message = line.next(SocketLine.Heard.Text.class).json();
      }
      assertThat(message.at("/error/code").asText()).isEqualTo("SLOW_READER");
      assertThat(message.at("/error/resume_after").asText()).isEqualTo(position);
      SocketLine.Heard.Closed closed = line.next(SocketLine.Heard.Closed.class);
      assertThat(closed.code()).isEqualTo(4429);
      assertThat(closed.reason()).contains("SLOW_READER", position);
    }
  }

  @Test
  void overGrpc() throws Exception {
    SlowCall call = new SlowCall();
    GrpcCalls.client(server, AuditServiceGrpc.AuditServiceStub.class)
        .subscribe(
            SubscribeRequest.newBuilder()
                .setFromStart(true)
                .setFilter(EventFilter.newBuilder().addSessionIds(session))
                .build(),
            call);
    awaitStall();
    call.answers.request(10_000);

    StatusRuntimeException end = call.end.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    ErrorInfo info =
        StatusProto.fromThrowable(end).getDetailsList().getFirst().unpack(ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo("SLOW_READER");
    assertThat(info.getMetadataOrThrow("resume_after")).isEqualTo(call.position);
  }

  /** A call that asks for no answers before it is told to. */
  private static final class SlowCall
      implements ClientResponseObserver<SubscribeRequest, SubscribeResponse> {
    private final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    private ClientCallStreamObserver<SubscribeRequest> answers;
    private volatile String position;

    @Override
    public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
      answers = started;
      started.disableAutoRequestWithInitial(0);
    }

    @Override
    public void onNext(SubscribeResponse response) {
      position =
          response.hasHeartbeat()
              ? response.getHeartbeat().getPosition()
              : response.getEvent().getRecord().getPosition();
    }

    @Override
    public void onError(Throwable failure) {
      end.complete((StatusRuntimeException) failure);
    }

    @Override
    public void onCompleted() {}
  }
}
