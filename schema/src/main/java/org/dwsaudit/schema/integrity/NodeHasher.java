package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.json.CanonicalJson;

/**
 * Digests of JSON values and the salts that go into them, on a stack of bytes: what is to be hashed
 * is pushed, and its digest takes its place. Made for one event, by one thread.
 */
final class NodeHasher {

  private static final Comparator<Map.Entry<String, JsonNode>> BY_NAME = Map.Entry.comparingByKey();

  private final MessageDigest sha = Sha256.digest();
  private byte[] stack = new byte[1024];
  private int top;

  /** Whether the value has parts of its own; others, the empty ones too, are hashed as text. */
  static boolean hasParts(JsonNode node) {
    return node.isContainerNode() && !node.isEmpty();
  }

  /** An object's members in the order of RFC 8785, by UTF-16 code units. */
  static List<Map.Entry<String, JsonNode>> members(JsonNode object) {
    return object.properties().stream().sorted(BY_NAME).toList();
  }

  byte[] memberSalt(byte[] parentSalt, String name) {
    int start = top;
    push(parentSalt);
    pushMemberSalt(start, name.getBytes(StandardCharsets.UTF_8));
    return popDigest();
  }

  byte[] elementSalt(byte[] parentSalt, int index) {
    int start = top;
    push(parentSalt);
    pushElementSalt(start, index);
    return popDigest();
  }

  /** The digest of the value, every part of it salted from the one salt given. */
  byte[] digest(JsonNode node, byte[] salt) {
    int start = top;
    push(salt);
    pushDigest(node, start);
    return popDigest();
  }

  /** The digest of an object out of those of its members, in the order of {@link #members}. */
  byte[] objectDigest(List<String> names, List<byte[]> digests) {
    int start = begin(Tag.OBJECT);
    push(names.size());
    for (int i = 0; i < names.size(); i++) {
      pushName(names.get(i).getBytes(StandardCharsets.UTF_8));
      push(digests.get(i));
    }
    hashFrom(start);
    return popDigest();
  }

  byte[] arrayDigest(List<byte[]> digests) {
    int start = begin(Tag.ARRAY);
    push(digests.size());
    digests.forEach(this::push);
    hashFrom(start);
    return popDigest();
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
    int start = begin(Tag.VALUE);
    pushCopy(saltAt);
    push(CanonicalJson.bytes(value));
    hashFrom(start);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void pushObject(JsonNode object, int saltAt) {
    Map.Entry<String, JsonNode>[] members =
        object.properties().toArray((Map.Entry<String, JsonNode>[]) new Map.Entry[0]);
    Arrays.sort(members, BY_NAME);
    int start = begin(Tag.OBJECT);
    push(members.length);
    for (Map.Entry<String, JsonNode> member : members) {
      byte[] name = member.getKey().getBytes(StandardCharsets.UTF_8);
      pushName(name);
      int childSaltAt = top;
      pushMemberSalt(saltAt, name);
      pushDigest(member.getValue(), childSaltAt);
      dropBelowTop(childSaltAt);
    }
    hashFrom(start);
  }

  private void pushArray(JsonNode array, int saltAt) {
    int start = begin(Tag.ARRAY);
    push(array.size());
    for (int i = 0; i < array.size(); i++) {
      int childSaltAt = top;
      pushElementSalt(saltAt, i);
      pushDigest(array.get(i), childSaltAt);
      dropBelowTop(childSaltAt);
    }
    hashFrom(start);
  }

  private void pushMemberSalt(int parentSaltAt, byte[] name) {
    int start = begin(Tag.MEMBER_SALT);
    pushCopy(parentSaltAt);
    pushName(name);
    hashFrom(start);
  }

  private void pushElementSalt(int parentSaltAt, int index) {
    int start = begin(Tag.ELEMENT_SALT);
    pushCopy(parentSaltAt);
    push(index);
    hashFrom(start);
  }

  private void pushName(byte[] name) {
    push(name.length);
    push(name);
  }

  private int begin(byte tag) {
    int start = top;
    reserve(1);
    stack[top++] = tag;
    return start;
  }

  private void push(int value) {
    reserve(Integer.BYTES);
    stack[top++] = (byte) (value >>> 24);
    stack[top++] = (byte) (value >>> 16);
    stack[top++] = (byte) (value >>> 8);
    stack[top++] = (byte) value;
  }

  private void push(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, stack, top, bytes.length);
    top += bytes.length;
  }

  private void pushCopy(int at) {
    reserve(Bytes32.LENGTH);
    System.arraycopy(stack, at, stack, top, Bytes32.LENGTH);
    top += Bytes32.LENGTH;
  }

  /** Hashes what was pushed since and leaves the digest in its place. */
  private void hashFrom(int start) {
    reserve(Bytes32.LENGTH);
    sha.update(stack, start, top - start);
    try {
      top = start + sha.digest(stack, start, Bytes32.LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 digest has 32 bytes", e);
    }
  }

  /** Puts the digest on top where the salt stood that is not needed any more. */
  private void dropBelowTop(int saltAt) {
    System.arraycopy(stack, top - Bytes32.LENGTH, stack, saltAt, Bytes32.LENGTH);
    top = saltAt + Bytes32.LENGTH;
  }

  /** The digest on top; nothing else is left on the stack. */
  private byte[] popDigest() {
    byte[] digest = Arrays.copyOfRange(stack, top - Bytes32.LENGTH, top);
    top = 0;
    return digest;
  }

  private void reserve(int bytes) {
    if (stack.length - top < bytes) {
      stack = Arrays.copyOf(stack, Math.addExact(Math.max(2 * stack.length, top), bytes));
    }
  }
}
