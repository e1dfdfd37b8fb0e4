package org.dwsaudit.schema.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.ExpiryProofJson;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.ExactJson;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.integrity.OpenedEvent;
import org.dwsaudit.schema.integrity.ProofException;
import org.dwsaudit.schema.integrity.ProofVerifier;
import org.dwsaudit.schema.integrity.RedactedProof;
import org.dwsaudit.schema.merkle.InclusionProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.wire.JsonMembers;

/** Reads lines of {@code receipts.ndjson} and checks that each is in the log. */
final class ReceiptReader {

  private static final List<String> LINE = List.of("event", "proof", "previous_leaf", "path");

  private final TenantId tenant;
  private final Checkpoint checkpoint;

  ReceiptReader(TenantId tenant, Checkpoint checkpoint) {
    this.tenant = tenant;
    this.checkpoint = checkpoint;
  }

  /**
   * @throws BundleException RECEIPT_WRONG
   */
  Receipt read(String text) {
    try {
      JsonNode json = ExactJson.read(text);
      JsonMembers line = JsonMembers.of(json, "receipt", ErrorCode.INVALID_ARGUMENT);
      line.onlyKnown(LINE);
      RedactedProof proof = RedactedProof.ofJson(line.requiredValue("proof"));
      JsonNode event = line.requiredValue("event");
      OpenedEvent opened = ProofVerifier.open(event, proof);
      LeafHash previous = StepReader.hash(line, "previous_leaf").orElse(LeafHash.NONE);
      requireInLog(opened, opened.leaf(tenant, previous), StepReader.hashes(line, "path"));
      return receipt(opened, event);
    } catch (ProofException e) {
      throw wrong(e.flaw() + ": " + e.getMessage());
    } catch (AuditException | IllegalArgumentException | BundleException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void requireInLog(OpenedEvent event, LeafHash leaf, List<MerkleHash> path) {
    long index = Position.parse(event.position()).map(Position::value).orElse(0L) - 1;
    boolean said = event.leafHash() == null || event.leafHash().equals(leaf.hex());
    InclusionProof inclusion = new InclusionProof(index, checkpoint.size(), path);
    if (!said || !inclusion.proves(MerkleHash.ofEntry(leaf.bytes()), checkpoint.root())) {
      throw wrong("it is not in the log");
    }
  }

  private static Receipt receipt(OpenedEvent opened, JsonNode event) {
    if (!opened.session().isSystem()
        || !event.path("event_type").asText().equals(RetentionRunCompleted.TYPE)) {
      throw wrong("an event of another kind (expected: %s)".formatted(RetentionRunCompleted.TYPE));
    }
    JsonMembers payload =
        JsonMembers.of(event.path("payload"), "payload", ErrorCode.INVALID_ARGUMENT);
    UUID run = payload.requiredUuid("run_id");
    payload.requiredText("ranges_root", MerkleHash.BYTES * 2);
    return new Receipt(run, ExpiryProofJson.read(payload));
  }

  private static BundleException wrong(String problem) {
    return new BundleException(BundleFlaw.RECEIPT_WRONG, "receipt: " + problem);
  }
}
