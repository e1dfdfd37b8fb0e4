package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.RedactionMarker;
import org.jspecify.annotations.Nullable;

/**
 * The commitments to parts of one event: what its proof says of them when they are withheld. They
 * give nothing of the parts away. For one thread.
 */
public final class PartCommitments {

  private final AuditEvent event;
  private final NodeHasher nodes;
  private final byte[] rootSalt;

  /**
   * @param event with nothing withheld from it
   */
  public PartCommitments(AuditEvent event, CommitmentSecret secret) {
    EventHasher hasher = new EventHasher();
    this.event = event;
    this.nodes = hasher.nodes();
    this.rootSalt = secret.reveal(bytes -> hasher.rootSalt(event, bytes)).bytes();
  }

  /**
   * The commitment to a part, 64 lower-case hex digits: that of the marker where one stands in its
   * place. Null where something inside it is a marker, for then the secret alone does not tell, and
   * where that marker has none.
   *
   * @param segments of the JSON Pointer to it from the event's root; it MUST be there
   */
  public @Nullable String of(List<String> segments) {
    String root = segments.getFirst();
    byte[] salt = nodes.memberSalt(rootSalt, root);
    JsonNode node =
        root.equals(Content.PAYLOAD)
            ? event.payload().tree()
            : Objects.requireNonNull(event.context()).tree();
    for (String segment : segments.subList(1, segments.size())) {
      if (node.isArray()) {
        int index = Integer.parseInt(segment);
        salt = nodes.elementSalt(salt, index);
        node = node.get(index);
      } else {
        salt = nodes.memberSalt(salt, segment);
        node = node.get(segment);
      }
    }
    if (RedactionMarker.is(node)) {
      return RedactionMarker.commitment(node);
    }
    return hasMarker(node) ? null : Bytes32.of(nodes.digest(node, salt)).hex();
  }

  /**
   * What proves the event with parts withheld, as {@link EventCommitment#proof(Set)} says, without
   * working the event's digest out.
   *
   * @param withheld JSON Pointers; none for the whole event's proof
   */
  public RedactedProof proof(Set<String> withheld) {
    RedactedProof whole = RedactedProof.whole(rootSalt);
    return withheld.isEmpty() ? whole : whole.withhold(event, withheld);
  }

  private static boolean hasMarker(JsonNode node) {
    if (node.has(RedactionMarker.NAME)) {
      return true;
    }
    for (JsonNode inside : node) {
      if (inside.isContainerNode() && hasMarker(inside)) {
        return true;
      }
    }
    return false;
  }
}
