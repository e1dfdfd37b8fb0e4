package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes a stream apart into lines of bounded length. For one thread. */
final class LineReader {

  static final int LINE_BYTES_MAX = 32 * 1024 * 1024;

  private static final int BUFFER_BYTES = 128 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its end; null behind the last.
   *
   * @throws BundleException BUNDLE_MALFORMED for a line that does not end, or is too long
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (from == to && !fill()) {
        if (line.size() > 0) {
          throw malformed("the last line breaks off (expected: a line feed)");
        }
        return null;
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      if (line.size() > LINE_BYTES_MAX) {
        throw malformed("a line of more than %d bytes".formatted(LINE_BYTES_MAX));
      }
      from = end;
      if (end < to) {
        from = end + 1;
        return line.toByteArray();
      }
    }
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  /** The line as text; BUNDLE_MALFORMED if it is not UTF-8. */
  static String text(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("text that is not UTF-8");
    }
  }
}
