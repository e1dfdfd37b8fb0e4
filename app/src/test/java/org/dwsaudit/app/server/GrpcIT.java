package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dwsaudit.app.server.GrpcCalls.Page;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendResponse;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import org.dwsaudit.schema.grpc.v1.Classification;
import org.dwsaudit.schema.grpc.v1.Event;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.ExportChunk;
import org.dwsaudit.schema.grpc.v1.ExportRequest;
import org.dwsaudit.schema.grpc.v1.GetCheckpointRequest;
import org.dwsaudit.schema.grpc.v1.GetEventRequest;
import org.dwsaudit.schema.grpc.v1.GetProofRequest;
import org.dwsaudit.schema.grpc.v1.GetSessionStateRequest;
import org.dwsaudit.schema.grpc.v1.Growth;
import org.dwsaudit.schema.grpc.v1.Order;
import org.dwsaudit.schema.grpc.v1.Proof;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.grpc.v1.RecordedEvent;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;
import org.dwsaudit.schema.merkle.ConsistencyProof;
import org.dwsaudit.schema.merkle.InclusionProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.SignedNote;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The job over gRPC, against the application's own server. */
class GrpcIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @AutoClose private static final TestServer server = TestServer.start();

  private static final AuditServiceBlockingStub grpc =
      GrpcCalls.client(server, AuditServiceBlockingStub.class);

  private final String session = SampleEvents.newSession();

  @Test
  void givesAnEventBackAsItWasSaid() {
    Event event =
        GrpcEvents.question(session, 1).setPhaseId("p").setContextJson("{\"k\":[1,2.5]}").build();

    AppendResponse response = grpc.append(AppendRequest.newBuilder().addEvents(event).build());
    RecordedEvent back =
        grpc.getEvent(GetEventRequest.newBuilder().setEventId(event.getEventId()).build());

    assertThat(response.getAcknowledgements(0).getSequenceNumber()).isEqualTo(1);
    assertThat(back.getEvent())
        .isEqualTo(
            event.toBuilder()
                .setSequenceNumber(1)
                .setDataClassification(Classification.CLASSIFICATION_INTERNAL)
                .build());
    assertThat(back.getRecord().getPosition()).isNotEmpty();
    assertThat(back.getRecord().getRecordedAt().getSeconds()).isPositive();
  }

  @Test
  void visitsEveryEventOnceByFollowingTheCursor() {
    append(30);
    List<Long> numbers = new ArrayList<>();
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      Page page =
          GrpcCalls.query(
              grpc,
              QueryRequest.newBuilder()
                  .setFilter(ofSession())
                  .setLimit(12)
                  .setCursor(cursor.get())
                  .build());
      assertThat(page.events()).hasSizeBetween(1, 12);
      page.events().forEach(event -> numbers.add(event.getEvent().getSequenceNumber()));
      cursor = page.nextCursor();
    }

    assertThat(numbers).containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
  }

  @Test
  void pagesTheNewestFirstAndBack() {
    append(30);
    QueryRequest.Builder newest =
        QueryRequest.newBuilder().setFilter(ofSession()).setOrder(Order.ORDER_DESC).setLimit(12);
    Page first = GrpcCalls.query(grpc, newest.build());
    Page second = GrpcCalls.query(grpc, newest.setCursor(first.nextCursor().orElseThrow()).build());
    Page again =
        GrpcCalls.query(grpc, newest.setCursor(second.previousCursor().orElseThrow()).build());

    assertThat(first.events().getFirst().getEvent().getSequenceNumber()).isEqualTo(30);
    assertThat(first.previousCursor()).isEmpty();
    assertThat(second.events().getFirst().getEvent().getSequenceNumber()).isEqualTo(18);
    assertThat(again.events()).isEqualTo(first.events());
  }

  @Test
  void givesOnlyTheFieldsThatAreWanted() {
    append(1);
    RecordedEvent event =
        GrpcCalls.query(
                grpc,
                QueryRequest.newBuilder()
                    .setFilter(ofSession())
                    .addFields("/event_type")
                    .addFields("/payload/none")
                    .addFields("/record/position")
                    .build())
            .events()
            .getFirst();

    assertThat(event.getEvent())
        .isEqualTo(
            Event.newBuilder()
                .setEventType(event.getEvent().getEventType())
                .setPayloadJson("{}")
                .build());
    assertThat(event.getEvent().getEventType()).isNotEmpty();
    assertThat(event.getRecord().getPosition()).isNotEmpty();
    assertThat(event.getRecord().hasRecordedAt()).isFalse();
  }

  @Test
  void streamsAsManyEventsAsTheLimitAllowsAndAHundredWithoutOne() {
    append(1_100);

    assertThat(query(1_000).events()).hasSize(1_000);
    assertThat(query(0).events()).hasSize(100);
    assertThat(query(1).nextCursor()).isPresent();
  }

  @Test
  void withholdsWhatTheCallerMayNotRead() throws IOException {
    Event.Builder restricted =
        GrpcEvents.question(session, 1)
            .setDataClassification(Classification.CLASSIFICATION_RESTRICTED);
    grpc.append(GrpcEvents.request(restricted));

    RecordedEvent read =
        grpc.getEvent(GetEventRequest.newBuilder().setEventId(restricted.getEventId()).build());

    assertThat(JSON.readTree(read.getEvent().getPayloadJson()).has("$redacted")).isTrue();
    assertThat(query(10).events().getFirst()).isEqualTo(read);
    String state =
        grpc.getSessionState(GetSessionStateRequest.newBuilder().setSessionId(session).build())
            .getStateJson();
    assertThat(state).doesNotContain("Question 1");
  }

  @Test
  void replaysASessionUpToAPoint() throws IOException {
    append(3);
    GetSessionStateRequest.Builder request =
        GetSessionStateRequest.newBuilder().setSessionId(session);

    assertThat(state(request)).isEqualTo(3);
    assertThat(state(request.clone().setSequenceNumber(2))).isEqualTo(2);
    Event second = GrpcEvents.question(session, 2).build();
    assertThat(state(request.clone().setTime(second.getTimestamp()))).isEqualTo(2);
  }

  @Test
  void exportsInChunksAndPutsTheExportOnRecord() throws IOException {
    append(1_000);
    ExportRequest request =
        ExportRequest.newBuilder().setFormat("ndjson").setFilter(ofSession()).build();

    List<ExportChunk> chunks = new ArrayList<>();
    grpc.export(request).forEachRemaining(chunks::add);

    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks).allMatch(chunk -> chunk.getData().size() <= 64 * 1024);
    List<String> lines =
        ByteString.copyFrom(chunks.stream().map(ExportChunk::getData).toList())
            .toStringUtf8()
            .lines()
            .toList();
    assertThat(lines).hasSize(1_000);
    assertThat(JSON.readTree(lines.getLast()).path("sequence_number").asInt()).isEqualTo(1_000);
    assertThat(exportsOnRecord()).isEqualTo(1);
  }

  @Test
  void givesHistoryThenWhatIsCommittedToASubscriber() {
    append(2);
    Iterator<SubscribeResponse> answers =
        grpc.subscribe(
            SubscribeRequest.newBuilder().setFilter(ofSession()).setFromStart(true).build());

    assertThat(answers.next().getHeartbeat().getPosition()).isEqualTo("0000000000000000");
    RecordedEvent first = answers.next().getEvent();
    RecordedEvent second = answers.next().getEvent();
    RecordedEvent third =
        grpc.append(GrpcEvents.request(GrpcEvents.question(session, 3))).getAccepted() == 1
            ? answers.next().getEvent()
            : null;

    assertThat(List.of(first, second, third)).isEqualTo(query(10).events());
    assertThat(first.getRecord().getLeafHash()).hasSize(64);
    Iterator<SubscribeResponse> behind =
        grpc.subscribe(
            SubscribeRequest.newBuilder()
                .setFilter(ofSession())
                .setAfter(second.getRecord().getPosition())
                .build());
    assertThat(behind.next().getHeartbeat().getPosition())
        .isEqualTo(second.getRecord().getPosition());
    assertThat(behind.next().getEvent()).isEqualTo(third);
  }

  @Test
  void servesHealthOnTheSamePort() {
    assertThat(
            GrpcCalls.client(server, HealthBlockingStub.class)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void provesThatAnEventIsInTheLog() {
    append(2);
    RecordedEvent event = query(2).events().getLast();
    org.dwsaudit.schema.grpc.v1.Checkpoint before =
        grpc.getCheckpoint(GetCheckpointRequest.newBuilder().setNow(true).build());

    Proof proof =
        grpc.getProof(
            GetProofRequest.newBuilder().setEventId(event.getEvent().getEventId()).build());

    assertThat(HexFormat.of().formatHex(proof.getLeafHash().toByteArray()))
        .isEqualTo(event.getRecord().getLeafHash());
    MerkleHash root = Checkpoint.parse(SignedNote.parse(proof.getCheckpoint()).text()).root();
    assertThat(
            new InclusionProof(proof.getIndex(), proof.getSize(), path(proof))
                .proves(MerkleHash.ofEntry(proof.getLeafHash().toByteArray()), root))
        .isTrue();
    Checkpoint earlier = Checkpoint.parse(SignedNote.parse(before.getNote()).text());
    append(1);
    Checkpoint later =
        Checkpoint.parse(
            SignedNote.parse(
                    grpc.getCheckpoint(GetCheckpointRequest.newBuilder().setNow(true).build())
                        .getNote())
                .text());
    Proof growth =
        grpc.getProof(
            GetProofRequest.newBuilder()
                .setGrowth(Growth.newBuilder().setFrom(earlier.size()).setTo(later.size()))
                .build());
    assertThat(
            new ConsistencyProof(earlier.size(), later.size(), path(growth))
                .proves(earlier.root(), later.root()))
        .isTrue();
  }

  private static List<MerkleHash> path(Proof proof) {
    return proof.getPathList().stream().map(hash -> MerkleHash.of(hash.toByteArray())).toList();
  }

  private void append(int events) {
    AppendRequest.Builder request = AppendRequest.newBuilder();
    IntStream.rangeClosed(1, events)
        .forEach(number -> request.addEvents(GrpcEvents.question(session, number)));
    assertThat(grpc.append(request.build()).getAccepted()).isEqualTo(events);
  }

  private Page query(int limit) {
    return GrpcCalls.query(
        grpc, QueryRequest.newBuilder().setFilter(ofSession()).setLimit(limit).build());
  }

  private EventFilter ofSession() {
    return EventFilter.newBuilder().addSessionIds(session).build();
  }

  private static int state(GetSessionStateRequest.Builder request) throws IOException {
    JsonNode state = JSON.readTree(grpc.getSessionState(request.build()).getStateJson());
    return state.path("as_of").path("sequence_number").asInt();
  }

  private long exportsOnRecord() throws IOException {
    EventFilter facts = EventFilter.newBuilder().addEventTypes("audit.export_completed").build();
    long exports = 0;
    Page page = GrpcCalls.query(grpc, QueryRequest.newBuilder().setFilter(facts).build());
    for (RecordedEvent fact : page.events()) {
      exports += fact.getEvent().getPayloadJson().contains(session) ? 1 : 0;
    }
    return exports;
  }
}
