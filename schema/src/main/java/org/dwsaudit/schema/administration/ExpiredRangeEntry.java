package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.json.CanonicalJson;
import org.dwsaudit.schema.merkle.MerkleHash;

/**
 * Neighbouring events of a session that a retention run removed, as its receipt commits to them.
 *
 * @param policy that they went under, as {@code optional P90D}
 * @param lastLeaf the leaf hash of the last of them: what the next event is chained to
 * @param leaves SHA-256 over the leaf hashes of all of them, end to end
 */
public record ExpiredRangeEntry(
    SessionId session, long first, long last, String policy, LeafHash lastLeaf, String leaves) {

  /** The hash of the entry's leaf; the entry is RFC 8785 JSON in UTF-8. */
  public MerkleHash leaf() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("first_sequence", first)
            .put("last_leaf", lastLeaf.hex())
            .put("last_sequence", last)
            .put("leaves", leaves)
            .put("policy", policy)
            .put("session_id", session.toString());
    return MerkleHash.ofEntry(CanonicalJson.text(json).getBytes(StandardCharsets.UTF_8));
  }
}
