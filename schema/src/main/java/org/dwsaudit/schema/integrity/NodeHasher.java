package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.json.CanonicalJson;
import org.dwsaudit.schema.json.Utf8Buffer;

/**
 * Digests of JSON values and the salts that go into them, on a stack of bytes: what is to be hashed
 * is pushed, and its digest takes its place. For one thread; good for any number of values.
 */
final class NodeHasher {

  private static final int STACK_BYTES = 1024;

  private final MessageDigest sha = Sha256.digest();
  private final Utf8Buffer stack = new Utf8Buffer(STACK_BYTES);

  /** Whether the value has parts of its own; others, the empty ones too, are hashed as text. */
  static boolean hasParts(JsonNode node) {
    return node.isContainerNode() && !node.isEmpty();
  }

  byte[] memberSalt(byte[] parentSalt, String name) {
    clear().put(parentSalt);
    int nameAt = stack.length();
    pushName(name);
    int nameEnd = stack.length();
    pushMemberSalt(0, nameAt, nameEnd);
    return topDigest();
  }

  byte[] elementSalt(byte[] parentSalt, int index) {
    clear().put(parentSalt);
    pushElementSalt(0, index);
    return topDigest();
  }

  /** The digest of the value, every part of it salted from the one salt given. */
  byte[] digest(JsonNode node, byte[] salt) {
    clear().put(salt);
    pushDigest(node, 0);
    return topDigest();
  }

  /** The digest of an object out of those of its members, in their canonical order. */
  byte[] objectDigest(List<String> names, List<byte[]> digests) {
    clear().put(Tag.OBJECT).putInt(names.size());
    for (int i = 0; i < names.size(); i++) {
      pushName(names.get(i));
      stack.put(digests.get(i));
    }
    hashFrom(0);
    return topDigest();
  }

  byte[] arrayDigest(List<byte[]> digests) {
    clear().put(Tag.ARRAY).putInt(digests.size());
    digests.forEach(stack::put);
    hashFrom(0);
    return topDigest();
  }

  /** HMAC-SHA-256 (RFC 2104). */
  byte[] hmac(byte[] key, byte[] message) {
    return Sha256.hmac(sha, key, message);
  }

  /** The stack, emptied, for something else to be written and {@link #hash() hashed}. */
  Utf8Buffer clear() {
    stack.setLength(0);
    return stack;
  }

  /** The digest of all that is on the stack. */
  byte[] hash() {
    hashFrom(0);
    return topDigest();
  }

  private void pushDigest(JsonNode node, int saltAt) {
    if (!hasParts(node)) {
      pushValue(node, saltAt);
    } else if (node.isObject()) {
      pushObject(node, saltAt);
    } else {
      pushArray(node, saltAt);
    }
  }

  private void pushValue(JsonNode value, int saltAt) {
    int start = stack.length();
    stack.put(Tag.VALUE).putAgain(saltAt, Bytes32.LENGTH);
    CanonicalJson.write(value, stack);
    hashFrom(start);
  }

  private void pushObject(JsonNode object, int saltAt) {
    int start = stack.length();
    stack.put(Tag.OBJECT).putInt(object.size());
    for (Map.Entry<String, JsonNode> member : CanonicalJson.members(object)) {
      int nameAt = stack.length();
      pushName(member.getKey());
      int childSaltAt = stack.length();
      pushMemberSalt(saltAt, nameAt, childSaltAt);
      pushDigest(member.getValue(), childSaltAt);
      stack.closeGap(childSaltAt, Bytes32.LENGTH);
    }
    hashFrom(start);
  }

  private void pushArray(JsonNode array, int saltAt) {
    int start = stack.length();
    stack.put(Tag.ARRAY).putInt(array.size());
    for (int i = 0; i < array.size(); i++) {
      int childSaltAt = stack.length();
      pushElementSalt(saltAt, i);
      pushDigest(array.get(i), childSaltAt);
      stack.closeGap(childSaltAt, Bytes32.LENGTH);
    }
    hashFrom(start);
  }

  /** The name, its length before it, stands on the stack already. */
  private void pushMemberSalt(int parentSaltAt, int nameAt, int nameEnd) {
    int start = stack.length();
    stack.put(Tag.MEMBER_SALT).putAgain(parentSaltAt, Bytes32.LENGTH);
    stack.putAgain(nameAt, nameEnd - nameAt);
    hashFrom(start);
  }

  private void pushElementSalt(int parentSaltAt, int index) {
    int start = stack.length();
    stack.put(Tag.ELEMENT_SALT).putAgain(parentSaltAt, Bytes32.LENGTH).putInt(index);
    hashFrom(start);
  }

  private void pushName(String name) {
    int at = stack.length();
    stack.putInt(0).putText(name);
    stack.setInt(at, stack.length() - at - Integer.BYTES);
  }

  /** Hashes what was pushed since and leaves the digest in its place. */
  private void hashFrom(int start) {
    sha.update(stack.array(), start, stack.length() - start);
    stack.setLength(start);
    stack.reserve(Bytes32.LENGTH);
    try {
      stack.setLength(start + sha.digest(stack.array(), start, Bytes32.LENGTH));
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 digest has 32 bytes", e);
    }
  }

  private byte[] topDigest() {
    return stack.copy(stack.length() - Bytes32.LENGTH, stack.length());
  }
}
