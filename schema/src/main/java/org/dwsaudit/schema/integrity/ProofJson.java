package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dwsaudit.schema.json.JsonPointers;

/** A proof as JSON: {@code {"salts":{"/payload/a":"9f…"},"withheld":{"/payload/b":"07…"}}}. */
final class ProofJson {

  private static final String SALTS = "salts";
  private static final String WITHHELD = "withheld";

  private ProofJson() {}

  static ObjectNode write(RedactedProof proof) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    hashes(json.putObject(SALTS), proof.salts());
    hashes(json.putObject(WITHHELD), proof.withheld());
    return json;
  }

  private static void hashes(ObjectNode json, SortedMap<String, Bytes32> hashes) {
    hashes.forEach((pointer, hash) -> json.put(pointer, hash.hex()));
  }

  static RedactedProof read(JsonNode json) {
    if (!json.isObject() || json.size() != 2) {
      throw new IllegalArgumentException("proof: expected an object of salts and withheld");
    }
    return new RedactedProof(hashes(json, SALTS), hashes(json, WITHHELD));
  }

  private static SortedMap<String, Bytes32> hashes(JsonNode json, String name) {
    JsonNode member = json.path(name);
    if (!member.isObject()) {
      throw new IllegalArgumentException("proof." + name + ": not an object (expected: one)");
    }
    SortedMap<String, Bytes32> hashes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> hash : member.properties()) {
      if (!JsonPointers.isValid(hash.getKey()) || !hash.getValue().isTextual()) {
        throw new IllegalArgumentException(
            "proof." + name + ": an entry that is none (expected: JSON Pointer → 64 hex digits)");
      }
      hashes.put(hash.getKey(), Bytes32.ofHex(hash.getValue().textValue()));
    }
    return hashes;
  }
}
