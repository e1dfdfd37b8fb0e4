package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dwsaudit.app.cli.Cli;
import org.dwsaudit.app.client.EventStream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.ExportChunk;
import org.dwsaudit.schema.grpc.v1.ExportRequest;
import org.dwsaudit.schema.grpc.v1.QueryRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One filter selects the same from every way in, and tells nothing of what is withheld. */
class FilterSurfacesIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @AutoClose private static final TestServer server = TestServer.start();
  @AutoClose private static final HttpCalls http = new HttpCalls(server.uri());

  @TempDir private Path folder;

  private final AuditServiceBlockingStub grpc =
      GrpcCalls.client(server, AuditServiceBlockingStub.class);
  private final String session = SampleEvents.newSession();
  private final List<String> wanted = new ArrayList<>();

  @BeforeEach
  void append() {
    wanted.add(append("internal", "plan", "find me"));
    append("internal", "plan", "something else");
    append("internal", "review", "find me");
    append("confidential", "plan", "find me");
    append("restricted", "plan", "find me");
    wanted.add(append("internal", "plan", "find me, the last"));
  }

  private String append(String level, String phase, String text) {
    ObjectNode event = SampleEvents.question(session, 1);
    event.put("data_classification", level).put("phase_id", phase);
    event.withObject("/payload").put("text", text);
    http.append(event).is(200);
    return event.path("event_id").asText();
  }

  private String where() {
    return "session_id == '%s' && payload.text.startsWith('find')".formatted(session);
  }

  private ObjectNode filter() {
    ObjectNode filter = JSON.createObjectNode();
    filter.putArray("phase_ids").add("plan").add("none");
    filter.putArray("data_classifications").add("internal").add("restricted");
    return filter.put("requirement", "mandatory").put("where", where());
  }

  private EventFilter message() {
    return EventFilter.newBuilder()
        .addPhaseIds("plan")
        .addPhaseIds("none")
        .addDataClassifications("internal")
        .addDataClassifications("restricted")
        .setRequirement("mandatory")
        .setWhere(where())
        .build();
  }

  @Test
  void overHttp() {
    assertThat(ids(http.query(filter().toString()).is(200).json().path("events")))
        .isEqualTo(wanted);
    String export = "{\"format\":\"ndjson\",\"query\":" + filter() + "}";
    assertThat(lines(http.json("POST", "/v1/exports", export).is(200).text())).isEqualTo(wanted);
  }

  @Test
  void overServerSentEvents() throws IOException {
    String path =
        "/v1/events/stream?from=start&phase_ids=plan&phase_ids=none"
            + "&data_classifications=internal,restricted&requirement=mandatory&where="
            + ServerClient.escaped(where());
    List<String> ids = new ArrayList<>();
    try (ServerClient client = new ServerClient(server.uri());
        EventStream stream = client.stream(path, null)) {
      while (ids.size() < wanted.size()) {
        ids.add(JSON.readTree(stream.next().data()).path("event_id").asText());
      }
    }
    assertThat(ids).isEqualTo(wanted);
  }

  @Test
  void overWebSocket() {
    ObjectNode subscription = filter().put("from", "start");
    List<String> ids = new ArrayList<>();
    try (SocketLine line = new SocketLine(server.uri(), "/v1/events/ws")) {
      line.send(JSON.createObjectNode().set("subscription", subscription).toString());
      while (ids.size() < wanted.size()) {
        ids.add(line.next(SocketLine.Heard.Text.class).json().path("event_id").asText());
      }
    }
    assertThat(ids).isEqualTo(wanted);
  }

  @Test
  void overGrpc() {
    assertThat(
            GrpcCalls.query(grpc, QueryRequest.newBuilder().setFilter(message()).build()).events())
        .extracting(event -> event.getEvent().getEventId())
        .isEqualTo(wanted);
    List<String> ids = new ArrayList<>();
    Iterator<SubscribeResponse> stream =
        grpc.subscribe(
            SubscribeRequest.newBuilder().setFilter(message()).setFromStart(true).build());
    while (ids.size() < wanted.size()) {
      SubscribeResponse response = stream.next();
      if (response.hasEvent()) {
        ids.add(response.getEvent().getEvent().getEventId());
      }
    }
    assertThat(ids).isEqualTo(wanted);
    StringBuilder export = new StringBuilder();
    Iterator<ExportChunk> chunks =
        grpc.export(ExportRequest.newBuilder().setFormat("ndjson").setFilter(message()).build());
    chunks.forEachRemaining(
        chunk -> export.append(chunk.getData().toString(StandardCharsets.UTF_8)));
    assertThat(lines(export.toString())).isEqualTo(wanted);
  }

  @Test
  void onTheCommandLine() throws IOException {
    List<String> flags =
        List.of(
            "--phase",
            "plan,none",
            "--classification",
            "internal,restricted",
            "--requirement",
            "mandatory",
            "--where",
            where());
    assertThat(ids(cli("query", flags, "--json").json().path("events"))).isEqualTo(wanted);
    Path file = folder.resolve("export.ndjson");
    assertThat(cli("export", flags, "--output", file.toString()).status()).isZero();
    assertThat(lines(Files.readString(file))).isEqualTo(wanted);
  }

  @Test
  void aMistakeIsToldWithItsPlaceOnEveryWayIn() {
    String where = "payload.text = 'x'";
    HttpCalls.Answer answer = http.query("{\"where\":\"" + where + "\"}");
    answer.isProblem(400, "INVALID_QUERY");
    assertThat(answer.json().path("detail").asText()).contains("line 1, column 14");
    http.get("/v1/events/stream?where=" + ServerClient.escaped(where))
        .isProblem(400, "INVALID_QUERY");
    http.get("/v1/events/stream?where=true&where=false").isProblem(400, "INVALID_ARGUMENT");
    EventFilter wrong = EventFilter.newBuilder().setWhere(where).build();
    assertThat(
            GrpcCalls.refused(
                    () -> GrpcCalls.query(grpc, QueryRequest.newBuilder().setFilter(wrong).build()))
                .code())
        .isEqualTo("INVALID_QUERY");
    Cli.Result result = cli("query", List.of("--where", where));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("line 1, column 14");
  }

  @Test
  void noConditionTellsWhatIsWithheld() {
    String restricted = "session_id == '%s' && data_classification == 'restricted'";
    assertThat(found(restricted.formatted(session))).hasSize(1);
    for (String guess : List.of("payload.text == 'find me'", "payload.text != 'find me'")) {
      assertThat(found(restricted.formatted(session) + " && " + guess)).isEmpty();
    }
  }

  private List<String> found(String where) {
    ObjectNode filter = JSON.createObjectNode().put("where", where);
    return ids(http.query(filter.toString()).is(200).json().path("events"));
  }

  private static Cli.Result cli(String verb, List<String> flags, String... more) {
    List<String> all = new ArrayList<>(List.of(verb));
    all.addAll(flags);
    all.addAll(List.of(more));
    return new Cli(server.uri()).run(all.toArray(String[]::new));
  }

  private static List<String> ids(JsonNode events) {
    return events.valueStream().map(event -> event.path("event_id").asText()).toList();
  }

  private static List<String> lines(String ndjson) {
    return ndjson.lines().map(FilterSurfacesIT::id).toList();
  }

  private static String id(String line) {
    try {
      return JSON.readTree(line).path("event_id").asText();
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
