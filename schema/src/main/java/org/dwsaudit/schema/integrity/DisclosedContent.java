package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dwsaudit.schema.event.RedactionMarker;
import org.dwsaudit.schema.json.CanonicalJson;
import org.dwsaudit.schema.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/** Works out the digest of content of which parts are withheld, with the help of their proof. */
final class DisclosedContent {

  private final RedactedProof proof;
  private final NodeHasher hasher;
  private final Set<String> saltsUsed = new HashSet<>();
  private final Set<String> digestsUsed = new HashSet<>();

  DisclosedContent(RedactedProof proof, NodeHasher hasher) {
    this.proof = proof;
    this.hasher = hasher;
  }

  /**
   * @throws ProofException MARKER_MISSING or SALT_MISSING
   */
  byte[] digest(JsonNode node, String pointer) {
    Bytes32 withheld = proof.withheld().get(pointer);
    if (withheld != null) {
      digestsUsed.add(pointer);
      if (!RedactionMarker.is(node)) {
        throw new ProofException(
            ProofFlaw.MARKER_MISSING, "event" + pointer + ": a value (expected: a marker)");
      }
      requireSame(RedactionMarker.commitment(node), withheld, pointer);
      return withheld.bytes();
    }
    Bytes32 salt = proof.salts().get(pointer);
    if (salt != null) {
      saltsUsed.add(pointer);
      return hasher.digest(node, salt.bytes());
    }
    if (!NodeHasher.hasParts(node)) {
      throw new ProofException(
          ProofFlaw.SALT_MISSING, "proof: nothing for event" + pointer + " (expected: its salt)");
    }
    return node.isObject() ? object(node, pointer) : array(node, pointer);
  }

  /** A marker that says what it stands for must say what the proof says. */
  private static void requireSame(@Nullable String commitment, Bytes32 withheld, String pointer) {
    if (commitment != null && !commitment.equals(withheld.hex())) {
      throw new ProofException(
          ProofFlaw.MARKER_MISSING,
          "event%s: the marker of commitment %s (expected: %s)"
              .formatted(pointer, commitment, withheld));
    }
  }

  private byte[] object(JsonNode object, String pointer) {
    List<String> names = new ArrayList<>();
    List<byte[]> digests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : CanonicalJson.members(object)) {
      names.add(member.getKey());
      digests.add(digest(member.getValue(), JsonPointers.append(pointer, member.getKey())));
    }
    return hasher.objectDigest(names, digests);
  }

  private byte[] array(JsonNode array, String pointer) {
    List<byte[]> digests = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      digests.add(digest(array.get(i), JsonPointers.append(pointer, i)));
    }
    return hasher.arrayDigest(digests);
  }

  /**
   * @throws ProofException PROOF_SURPLUS if the proof has more than was of use
   */
  void requireAllUsed() {
    requireAllUsed("salts", proof.salts().keySet(), saltsUsed);
    requireAllUsed("withheld", proof.withheld().keySet(), digestsUsed);
  }

  private static void requireAllUsed(String name, Set<String> there, Set<String> used) {
    for (String pointer : there) {
      if (!used.contains(pointer)) {
        throw new ProofException(
            ProofFlaw.PROOF_SURPLUS,
            "proof." + name + ": an entry for event" + pointer + " (expected: none)");
      }
    }
  }
}
