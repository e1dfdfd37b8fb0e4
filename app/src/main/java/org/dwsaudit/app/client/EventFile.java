package org.dwsaudit.app.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads events out of a file or a pipe, one after the other, as the bytes that they are: NDJSON, or
 * one JSON array; plain or gzip, told by their first bytes. Nothing is parsed further than to find
 * where an event ends: the server decides what is right.
 */
public final class EventFile implements AutoCloseable {

  private static final int ARRAY_BYTES_MAX = 512 << 20;
  private static final int LINE_BYTES_MAX = 64 << 20;

  private final InputStream in;
  private final @Nullable ArrayElements array;
  private long line;

  private EventFile(InputStream in, @Nullable ArrayElements array) {
    this.in = in;
    this.array = array;
  }

  /**
   * One event.
   *
   * @param line where it stands: the line in NDJSON, the element in an array, from 1
   */
  public record RawEvent(long line, byte[] json) {}

  /**
   * @throws EventFileException if it is neither NDJSON nor an array that can be read
   */
  public static EventFile open(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    if (startsWith(in, 0x1f, 0x8b)) {
      in = new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
    }
    if (firstCharacter(in) != '[') {
      return new EventFile(in, null);
    }
    byte[] all = in.readNBytes(ARRAY_BYTES_MAX + 1);
    if (all.length > ARRAY_BYTES_MAX) {
      throw new EventFileException(
          "a JSON array of more than %d MiB (expected: NDJSON, one event a line)"
              .formatted(ARRAY_BYTES_MAX >> 20));
    }
    return new EventFile(in, new ArrayElements(all));
  }

  /** The next event; null at the end. Blank lines are passed over. */
  public @Nullable RawEvent next() throws IOException {
    if (array != null) {
      byte[] element = array.next();
      return element == null ? null : new RawEvent(++line, element);
    }
    byte[] text = readLine();
    while (text != null && isBlank(text)) {
      text = readLine();
    }
    return text == null ? null : new RawEvent(line, text);
  }

  private byte @Nullable [] readLine() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(1_024);
    int c = in.read();
    if (c < 0) {
      return null;
    }
    line++;
    while (c >= 0 && c != '\n') {
      text.write(c);
      if (text.size() > LINE_BYTES_MAX) {
        throw new EventFileException(
            "line %d is longer than %d MiB (expected: one event a line)"
                .formatted(line, LINE_BYTES_MAX >> 20));
      }
      c = in.read();
    }
    return text.toByteArray();
  }

  private static boolean isBlank(byte[] text) {
    for (byte b : text) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWith(BufferedInputStream in, int first, int second)
      throws IOException {
    in.mark(2);
    boolean match = in.read() == first && in.read() == second;
    in.reset();
    return match;
  }

  private static int firstCharacter(BufferedInputStream in) throws IOException {
    in.mark(4_096);
    int c = in.read();
    for (int i = 0; i < 4_000 && (c == ' ' || c == '\n' || c == '\r' || c == '\t'); i++) {
      c = in.read();
    }
    in.reset();
    return c;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Cuts an array into its elements by the offsets of a streaming parser. */
  private static final class ArrayElements {
    private final byte[] all;
    private final JsonParser parser;

    ArrayElements(byte[] all) throws IOException {
      this.all = all;
      this.parser = new JsonFactory().createParser(all);
      parser.nextToken();
    }

    byte @Nullable [] next() throws IOException {
      try {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
          if (parser.nextToken() != null) {
            throw new EventFileException("there is more behind the array (expected: its end)");
          }
          return null;
        }
        if (token == null) {
          throw new EventFileException("the array does not end (expected: ])");
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return Arrays.copyOfRange(all, start, (int) parser.currentLocation().getByteOffset());
      } catch (JsonProcessingException e) {
        throw new EventFileException(
            "line %d, column %d: %s"
                .formatted(
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr(),
                    e.getOriginalMessage()));
      }
    }
  }
}
