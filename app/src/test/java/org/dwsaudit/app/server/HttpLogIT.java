package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.schema.merkle.CompactRange;
import org.dwsaudit.schema.merkle.ConsistencyProof;
import org.dwsaudit.schema.merkle.InclusionProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.KeySuccession;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Merkle log over HTTP, checked with what an outsider has: notes, hashes and a public key. */
class HttpLogIT {

  private static final int ENTRY_BYTES = 34;

  private final TestServer server = TestServer.start();
  private final HttpCalls http = new HttpCalls(server.uri());
  private final String session = SampleEvents.newSession();

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  private Checkpoint checkpoint() {
    String note = http.send("POST", "/v1/log/checkpoint", "").is(201).text();
    assertThat(http.get("/v1/log/checkpoint").is(200).text()).isEqualTo(note);
    return Checkpoint.verified(SignedNote.parse(note), key());
  }

  private NoteVerifier key() {
    return NoteVerifier.parse(http.get("/v1/log/key").is(200).text().strip());
  }

  private static List<MerkleHash> path(JsonNode proof) {
    List<MerkleHash> path = new ArrayList<>();
    proof.path("path").forEach(hash -> path.add(MerkleHash.ofHex(hash.asText())));
    return path;
  }

  private String append(int number) {
    JsonNode event = SampleEvents.question(session, number);
    http.append(event).is(200);
    return event.path("event_id").asText();
  }

  @Test
  void provesThatAnEventIsInTheLog() {
    append(1);
    String id = append(2);
    append(3);
    Checkpoint checkpoint = checkpoint();
    JsonNode event = http.get("/v1/events/" + id).is(200).json();

    JsonNode proof = http.get("/v1/log/proofs/inclusion?event_id=" + id).is(200).json();

    assertThat(proof.path("leaf_hash")).isEqualTo(event.at("/record/leaf_hash"));
    assertThat(proof.path("position")).isEqualTo(event.at("/record/position"));
    assertThat(
            new InclusionProof(
                    proof.path("index").asLong(), proof.path("size").asLong(), path(proof))
                .proves(
                    MerkleHash.ofEntry(MerkleHash.ofHex(proof.path("leaf_hash").asText()).bytes()),
                    checkpoint.root()))
        .isTrue();
    assertThat(proof.path("tlog_proof").asText())
        .startsWith("c2sp.org/tlog-proof@v1\nindex " + proof.path("index").asLong() + "\n")
        .endsWith("\n\n" + proof.path("checkpoint").asText());
    String position = proof.path("position").asText();
    assertThat(http.get("/v1/log/proofs/inclusion?position=" + position).is(200).json())
        .isEqualTo(proof);
  }

  @Test
  void makesACheckpointForAnEventThatIsNewerThanTheLast() {
    append(1);
    checkpoint();
    String id = append(2);

    JsonNode proof = http.get("/v1/log/proofs/inclusion?event_id=" + id).is(200).json();

    SignedNote note = SignedNote.parse(proof.path("checkpoint").asText());
    assertThat(Checkpoint.verified(note, key()).size()).isGreaterThan(proof.path("index").asLong());
  }

  @Test
  void provesThatTheLogHasGrownAndNothingElse() {
    append(1);
    Checkpoint earlier = checkpoint();
    append(2);
    append(3);
    Checkpoint later = checkpoint();

    JsonNode proof =
        http.get("/v1/log/proofs/consistency?from=%d&to=%d".formatted(earlier.size(), later.size()))
            .is(200)
            .json();

    assertThat(
            new ConsistencyProof(earlier.size(), later.size(), path(proof))
                .proves(earlier.root(), later.root()))
        .isTrue();
  }

  @Test
  void tilesAndEntriesGiveTheRootOfTheCheckpoint() throws Exception {
    JsonNode[] events = new JsonNode[300];
    Arrays.setAll(events, i -> SampleEvents.question(session, i + 1));
    http.append(events).is(200);
    Checkpoint checkpoint = checkpoint();
    int rest = (int) checkpoint.size() - 256;
    CompactRange range = new CompactRange();
    for (String tile : List.of("entries/000", "entries/001.p/" + rest)) {
      byte[] bundle = bytes("/v1/log/tile/" + tile);
      for (int at = 0; at < bundle.length; at += ENTRY_BYTES) {
        assertThat(bundle[at] << 8 | bundle[at + 1]).isEqualTo(32);
        range.append(MerkleHash.ofEntry(Arrays.copyOfRange(bundle, at + 2, at + ENTRY_BYTES)));
      }
    }
    assertThat(range.size()).isEqualTo(checkpoint.size());
    assertThat(range.root()).isEqualTo(checkpoint.root());
    assertThat(bytes("/v1/log/tile/0/000")).hasSize(256 * 32);
    assertThat(bytes("/v1/log/tile/1/000.p/1")).hasSize(32);
  }

  private byte[] bytes(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(server.uri() + path)).build(),
              BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("immutable");
      return answer.body();
    }
  }

  @Test
  void aTileThatIsNotThereIsNotFound() {
    append(1);
    checkpoint();
    assertThat(
            Stream.of(
                "0/001",
                "0/000",
                "63/000",
                "64/000",
                "-1/000",
                "0/1",
                "0/x000/000",
                "0/000.p/256",
                "0/000.p/0",
                "entries/x999/x999/x999/x999/999",
                "entries/x999/x999/x999/x999/x999/999",
                "0/000/000"))
        .allSatisfy(tile -> http.get("/v1/log/tile/" + tile).isProblem(404, "LOG_TILE_NOT_FOUND"));
  }

  @Test
  void aNewKeyIsNamedByTheOneBefore() {
    NoteVerifier before = key();
    http.json("POST", "/v1/log/keys", "{\"reason\":\"yearly\"}").is(201);

    JsonNode keys = http.get("/v1/log/keys").is(200).json().path("keys");

    assertThat(keys).hasSize(2);
    SignedNote succession = SignedNote.parse(keys.path(1).path("succession").asText());
    assertThat(KeySuccession.verified(succession, before).next()).isEqualTo(key());
    Checkpoint.verified(SignedNote.parse(http.get("/v1/log/checkpoint").text()), key());
    JsonNode recorded =
        http.query("{\"event_types\":[\"audit.checkpoint_key_rotated\"]}").is(200).json();
    assertThat(recorded.at("/events/0/payload/after").asText()).isEqualTo(key().text());
    http.json("POST", "/v1/log/keys", "{}").isProblem(400, "INVALID_ARGUMENT");
  }

  @Test
  void aQuestionWithoutSenseIsRefused() {
    append(1);
    checkpoint();
    assertThat(
            Stream.of(
                "inclusion",
                "inclusion?position=7",
                "inclusion?position=0000000000000000",
                "inclusion?position=00000000000fffff",
                "inclusion?event_id=x",
                "consistency",
                "consistency?from=-1",
                "consistency?from=5&to=2",
                "consistency?from=0&to=99999999",
                "consistency?from=99999999999999999999"))
        .allSatisfy(path -> http.get("/v1/log/proofs/" + path).isProblem(400, "INVALID_ARGUMENT"));
  }

  private static void rewrite(Statement statement) throws SQLException {
    statement.execute("UPDATE event_log SET leaf_hash = sha256('x') WHERE sequence_number = 2");
    statement.execute("DELETE FROM merkle_tile");
    statement.execute("UPDATE merkle_log SET size = 0");
  }

  @Test
  void aServerSignsNothingThatContradictsItsLastCheckpoint() throws SQLException {
    append(1);
    append(2);
    checkpoint();
    try (Connection connection = server.database().owner().getConnection();
        Statement statement = connection.createStatement()) {
      rewrite(statement);
    }
    append(3);
    http.send("POST", "/v1/log/checkpoint", "").isProblem(500, "STORE_CORRUPT");
  }

  /** The owner of the database rewrites an event and begins the tree anew. */
  @Test
  void aRewrittenLogIsNotTheOneOfACheckpointKeptElsewhere() throws SQLException {
    append(1);
    append(2);
    Checkpoint kept = checkpoint();
    try (Connection connection = server.database().owner().getConnection();
        Statement statement = connection.createStatement()) {
      rewrite(statement);
      statement.execute("DELETE FROM checkpoint");
    }
    append(3);
    Checkpoint later = checkpoint();
    JsonNode proof =
        http.get("/v1/log/proofs/consistency?from=%d&to=%d".formatted(kept.size(), later.size()))
            .is(200)
            .json();
    assertThat(
            new ConsistencyProof(kept.size(), later.size(), path(proof))
                .proves(kept.root(), later.root()))
        .isFalse();
  }
}
