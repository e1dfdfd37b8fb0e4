package org.dwsaudit.api.http.exchange;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;

/** Unpacks bodies, and never further than a body may be large. */
final class ContentEncoding {

  private static final int CHUNK_BYTES = 1 << 16;

  private final int requestBytesMax;

  ContentEncoding(int requestBytesMax) {
    this.requestBytesMax = requestBytesMax;
  }

  /**
   * @param encoding the value of {@code content-encoding}
   * @throws AuditException UNSUPPORTED_MEDIA_TYPE for another encoding than gzip, MALFORMED_JSON if
   *     the body is none, REQUEST_TOO_LARGE if it holds more than a body may
   */
  byte[] decode(String encoding, byte[] body, BodyBudget.Share budget) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> gunzip(body, budget);
      default ->
          throw new AuditException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "content-encoding: %s (expected: gzip, or none)".formatted(Excerpt.of(encoding)));
    };
  }

  private byte[] gunzip(byte[] body, BodyBudget.Share budget) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(4 * body.length);
    byte[] chunk = new byte[CHUNK_BYTES];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), CHUNK_BYTES)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (plain.size() + n > requestBytesMax) {
          throw new AuditException(
              ErrorCode.REQUEST_TOO_LARGE,
              "request: more than %d bytes when unpacked (limits.request_bytes: %d)"
                  .formatted(requestBytesMax, requestBytesMax));
        }
        budget.take(n);
        plain.write(chunk, 0, n);
      }
    } catch (IOException e) {
      throw new AuditException(
          ErrorCode.MALFORMED_JSON, "body: not gzip, or not all of it (expected: gzip)", e);
    }
    return plain.toByteArray();
  }
}
