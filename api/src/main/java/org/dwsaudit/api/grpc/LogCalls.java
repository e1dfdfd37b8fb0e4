package org.dwsaudit.api.grpc;

import com.google.protobuf.ByteString;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.compliance.transparency.EventProof;
import org.dwsaudit.compliance.transparency.PublishedCheckpoint;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.grpc.v1.Checkpoint;
import org.dwsaudit.schema.grpc.v1.GetCheckpointRequest;
import org.dwsaudit.schema.grpc.v1.GetProofRequest;
import org.dwsaudit.schema.grpc.v1.Growth;
import org.dwsaudit.schema.grpc.v1.Proof;
import org.dwsaudit.schema.merkle.ConsistencyProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.wire.Uuids;

/** Checkpoints and proofs of the Merkle log as messages. */
final class LogCalls {

  private final AuditServices services;

  LogCalls(AuditServices services) {
    this.services = services;
  }

  Checkpoint checkpoint(GetCheckpointRequest request) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    PublishedCheckpoint checkpoint =
        request.getNow() ? services.checkpoints().publish() : services.checkpoints().latest();
    return Checkpoint.newBuilder().setNote(checkpoint.note().format()).build();
  }

  Proof proof(Principal principal, GetProofRequest request) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    return switch (request.getOfCase()) {
      case EVENT_ID -> inclusion(positionOf(principal, request.getEventId()));
      case POSITION -> inclusion(position(request.getPosition()));
      case GROWTH -> growth(request.getGrowth());
      case OF_NOT_SET ->
          throw new AuditException(
              ErrorCode.INVALID_ARGUMENT, "of: missing (expected: event_id, position or growth)");
    };
  }

  private Position positionOf(Principal principal, String text) {
    EventId id =
        Uuids.parse(text)
            .map(EventId::new)
            .orElseThrow(() -> refuse("event_id", text, Uuids.EXPECTED));
    return services
        .events()
        .event(principal, id)
        .orElseThrow(
            () -> new AuditException(ErrorCode.EVENT_NOT_FOUND, "event " + id + ": not here"))
        .position();
  }

  private static Position position(String text) {
    return Position.parse(text)
        .orElseThrow(() -> refuse("position", text, "16 hex digits, as in an event's record"));
  }

  private static AuditException refuse(String name, String text, String expected) {
    return new AuditException(
        ErrorCode.INVALID_ARGUMENT,
        "%s: %s (expected: %s)".formatted(name, Excerpt.of(text), expected));
  }

  private Proof inclusion(Position position) {
    EventProof proof = services.checkpoints().proof(position);
    return Proof.newBuilder()
        .addAllPath(bytes(proof.inclusion().path()))
        .setSize(proof.inclusion().size())
        .setIndex(proof.inclusion().index())
        .setLeafHash(ByteString.copyFrom(proof.leaf().bytes()))
        .setCheckpoint(proof.checkpoint().format())
        .build();
  }

  private Proof growth(Growth growth) {
    long to = growth.getTo() == 0 ? services.checkpoints().latest().size() : growth.getTo();
    ConsistencyProof proof = services.log().consistency(growth.getFrom(), to);
    return Proof.newBuilder().addAllPath(bytes(proof.path())).setSize(proof.later()).build();
  }

  private static List<ByteString> bytes(List<MerkleHash> path) {
    return path.stream().map(hash -> ByteString.copyFrom(hash.bytes())).toList();
  }
}
