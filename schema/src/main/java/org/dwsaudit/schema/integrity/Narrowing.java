package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.dwsaudit.schema.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/** Makes a proof of less out of a proof: withholds more of the same content. */
final class Narrowing {

  private static final Set<String> CONTENTS = Set.of(Content.PAYLOAD, Content.CONTEXT);

  private final RedactedProof before;
  private final ObjectNode content;
  private final NavigableSet<String> targets;
  private final NodeHasher hasher = new NodeHasher();
  private final Map<String, Bytes32> salts = new HashMap<>();
  private final Map<String, Bytes32> withheld = new HashMap<>();

  Narrowing(RedactedProof before, ObjectNode content, Set<String> more) {
    this.before = before;
    this.content = content;
    this.targets = new TreeSet<>(more);
    more.forEach(Narrowing::requirePart);
    addEntriesInside(more);
  }

  private static void requirePart(String pointer) {
    List<String> segments =
        JsonPointers.isValid(pointer) ? JsonPointers.segments(pointer) : List.of();
    if (segments.isEmpty() || !CONTENTS.contains(segments.getFirst())) {
      throw new IllegalArgumentException(
          "withheld: " + pointer + " (expected: a JSON Pointer to or into payload or context)");
    }
  }

  /** Member names can be data, so what names parts of a withheld part is withheld too. */
  private void addEntriesInside(Set<String> parts) {
    JsonNode entries = content.path(Content.LEVELS);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).isTextual()) {
        String pointer = Content.pointerOf(entries.get(i).textValue());
        if (isInsideOne(pointer, parts)) {
          targets.add(Content.entryPointer(i));
        }
      }
    }
  }

  RedactedProof proof() {
    narrow(content, "", null);
    for (String target : targets) {
      if (!withheld.containsKey(target) && !isInsideOne(target, withheld.keySet())) {
        throw new IllegalArgumentException("withheld: " + target + " (expected: a part there is)");
      }
    }
    return new RedactedProof(salts, withheld);
  }

  /**
   * @param derived the node's salt, if that of the part around it is known
   */
  private void narrow(JsonNode node, String pointer, byte @Nullable [] derived) {
    Bytes32 digest = before.withheld().get(pointer);
    if (digest != null) {
      withheld.put(pointer, digest);
      return;
    }
    byte[] salt = derived == null ? saltBefore(pointer) : derived;
    if (targets.contains(pointer)) {
      withheld.put(pointer, Bytes32.of(digest(node, pointer, salt)));
    } else if (salt != null && (!NodeHasher.hasParts(node) || !isTargetInside(pointer))) {
      salts.put(pointer, Bytes32.of(salt));
    } else if (!NodeHasher.hasParts(node)) {
      throw new IllegalArgumentException("proof: no salt for " + pointer);
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        byte[] child = salt == null ? null : hasher.memberSalt(salt, member.getKey());
        narrow(member.getValue(), JsonPointers.append(pointer, member.getKey()), child);
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        byte[] child = salt == null ? null : hasher.elementSalt(salt, i);
        narrow(node.get(i), JsonPointers.append(pointer, i), child);
      }
    }
  }

  private byte @Nullable [] saltBefore(String pointer) {
    Bytes32 salt = before.salts().get(pointer);
    return salt == null ? null : salt.bytes();
  }

  private byte[] digest(JsonNode node, String pointer, byte @Nullable [] salt) {
    if (salt != null) {
      return hasher.digest(node, salt);
    }
    try {
      return new DisclosedContent(before, hasher).digest(node, pointer);
    } catch (ProofException e) {
      throw new IllegalArgumentException("proof does not fit: " + e.getMessage(), e);
    }
  }

  private boolean isTargetInside(String pointer) {
    String prefix = pointer + '/';
    String next = targets.ceiling(prefix);
    return next != null && next.startsWith(prefix);
  }

  private static boolean isInsideOne(String pointer, Set<String> parts) {
    for (int i = pointer.lastIndexOf('/'); i >= 0; i = pointer.lastIndexOf('/', i - 1)) {
      if (parts.contains(pointer.substring(0, i))) {
        return true;
      }
    }
    return false;
  }
}
