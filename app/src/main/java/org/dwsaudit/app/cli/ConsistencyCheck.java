package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.schema.merkle.ConsistencyProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.KeySuccession;
import org.dwsaudit.schema.note.NoteException;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server's log is the one of an earlier checkpoint, grown. All is checked here; the
 * server only hands over notes and hashes.
 *
 * @param problem why it is not; null if it is
 */
record ConsistencyCheck(Checkpoint earlier, Checkpoint later, @Nullable String problem) {

  static ConsistencyCheck ask(ServerClient client, SignedNote earlierNote) {
    Checkpoint earlier = Checkpoint.parse(earlierNote.text());
    SignedNote laterNote = SignedNote.parse(client.text("/v1/log/checkpoint"));
    Checkpoint later = Checkpoint.parse(laterNote.text());
    try {
      verifySignatures(client.get("/v1/log/keys").path("keys"), earlierNote, laterNote);
      if (later.size() < earlier.size()) {
        throw new NoteException(
            "the log has %d entries (expected: %d or more)"
                .formatted(later.size(), earlier.size()));
      }
      if (!proof(client, earlier, later).proves(earlier.root(), later.root())) {
        throw new NoteException("what the earlier checkpoint covers is not in the log unchanged");
      }
      return new ConsistencyCheck(earlier, later, null);
    } catch (NoteException | IllegalArgumentException e) {
      return new ConsistencyCheck(earlier, later, String.valueOf(e.getMessage()));
    }
  }

  /** Both are signed with keys of one succession, the earlier one not with a later key. */
  private static void verifySignatures(JsonNode keys, SignedNote earlier, SignedNote later) {
    NoteVerifier key = NoteVerifier.parse(keys.path(0).path("key").asText());
    boolean earlierSigned = earlier.isSignedBy(key);
    for (int i = 1; i < keys.size(); i++) {
      SignedNote succession = SignedNote.parse(keys.path(i).path("succession").asText());
      key = KeySuccession.verified(succession, key).next();
      earlierSigned |= earlier.isSignedBy(key);
    }
    if (!earlierSigned) {
      throw new NoteException("the earlier checkpoint is signed with none of the log's keys");
    }
    Checkpoint.verified(later, key);
  }

  private static ConsistencyProof proof(ServerClient client, Checkpoint earlier, Checkpoint later) {
    JsonNode answer =
        client.get(
            "/v1/log/proofs/consistency?from=%d&to=%d".formatted(earlier.size(), later.size()));
    List<MerkleHash> path = new ArrayList<>();
    answer.path("path").forEach(hash -> path.add(MerkleHash.ofHex(hash.asText())));
    return new ConsistencyProof(earlier.size(), later.size(), path);
  }

  boolean holds() {
    return problem == null;
  }

  ObjectNode tree() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("consistent", holds())
        .put("from", earlier.size())
        .put("to", later.size())
        .put("problem", problem);
  }

  void print(JsonNode tree, PrintWriter out) {
    if (holds()) {
      out.printf(
          "The log has all %,d events of the earlier checkpoint, unchanged, and %,d more.%n",
          earlier.size(), later.size() - earlier.size());
    } else {
      out.printf("Not the log of the earlier checkpoint: %s.%n", problem);
    }
  }
}
