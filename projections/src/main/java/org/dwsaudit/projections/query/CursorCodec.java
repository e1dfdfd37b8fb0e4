package org.dwsaudit.projections.query;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;

/**
 * Cursors: where a list goes on, as an opaque URL-safe text that only this store can make.
 *
 * <p>The text is Base64url of the position (8 bytes, big endian) and of the first 16 bytes of
 * HMAC-SHA256 (RFC 2104) over scope and position: what the cursor is for stands in the signature
 * only. A cursor does not expire, and servers that share a database share its key. Safe for use by
 * several threads.
 */
public final class CursorCodec {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 16;
  private static final int CURSOR_BYTES = Long.BYTES + SIGNATURE_BYTES;
  // 24 bytes fill their characters: no spare bits that somebody could change unnoticed
  private static final int CURSOR_CHARACTERS = CURSOR_BYTES / 3 * 4;

  private final SecretKeySpec key;

  public CursorCodec(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The cursor of what follows after a position. */
  public String encode(CursorScope scope, Position after) {
    byte[] cursor =
        ByteBuffer.allocate(CURSOR_BYTES)
            .putLong(after.value())
            .put(signature(scope, after.value()))
            .array();
    return Base64.getUrlEncoder().encodeToString(cursor);
  }

  /**
   * The position that the cursor was made of.
   *
   * @throws AuditException {@code INVALID_CURSOR} if this store did not make it for this scope
   */
  public Position decode(CursorScope scope, String cursor) {
    return find(scope, cursor).orElseThrow(CursorCodec::invalid);
  }

  /** As {@link #decode}; empty for a cursor that is well-formed and was made for another scope. */
  Optional<Position> find(CursorScope scope, String cursor) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(cursor));
    long position = bytes.getLong();
    byte[] signature = new byte[SIGNATURE_BYTES];
    bytes.get(signature);
    return MessageDigest.isEqual(signature, signature(scope, position))
        ? Optional.of(new Position(position))
        : Optional.empty();
  }

  private static byte[] bytes(String cursor) {
    if (cursor.length() != CURSOR_CHARACTERS) {
      throw invalid();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length != CURSOR_BYTES) {
        throw invalid();
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private byte[] signature(CursorScope scope, long position) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(scope.bytes());
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
      return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  static AuditException invalid() {
    return new AuditException(
        ErrorCode.INVALID_CURSOR,
        "cursor: not one of this query (expected: a cursor of one of its pages, with the same"
            + " filters and order)");
  }
}
