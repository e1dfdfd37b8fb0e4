package org.dwsaudit.schema.json;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * Reads JSON (RFC 8259) in UTF-8 without a byte order mark, and reports what other readers pass
 * over in silence or read differently: duplicate members, numbers that lose digits, text that is no
 * text, nesting without end. Safe for use by several threads; memory and stack stay bounded by the
 * size of the input.
 */
public final class StrictJsonReader {

  /** So far the parser itself follows, beyond the limit, to go on behind what is too deep. */
  private static final int DEPTH_TOLERATED = 1000;

  private final int depthMax;
  private final JsonFactory factory;

  /**
   * @param depthMax how many objects and arrays may be nested, the outermost included
   */
  public StrictJsonReader(int depthMax) {
    this.depthMax = depthMax;
    this.factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(depthMax + DEPTH_TOLERATED)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .errorReportConfiguration(
                ErrorReportConfiguration.builder()
                    .maxErrorTokenLength(32)
                    .maxRawContentLength(0)
                    .build())
            .build();
  }

  /**
   * Reads exactly one value.
   *
   * @throws MalformedJsonException if the bytes are anything else
   */
  public StrictJson read(byte[] utf8) {
    return read(utf8, 0, utf8.length);
  }

  /** Reads exactly one value from a part of the bytes; lines and columns count from its start. */
  public StrictJson read(byte[] utf8, int offset, int length) {
    return parse(utf8, offset, length, parser -> requireEnd(parser, one(parser)));
  }

  /**
   * Reads the elements of an array, each checked and measured by itself, or the one value that is
   * no array. Depth counts from the element. Behind an element nested beyond all measure nothing is
   * read.
   *
   * @throws MalformedJsonException if the bytes are not one JSON value
   * @throws AuditException TOO_MANY_EVENTS if there are more elements
   */
  public List<StrictJson> readElements(byte[] utf8, int elementsMax) {
    return parse(utf8, 0, utf8.length, parser -> elements(parser, elementsMax));
  }

  private List<StrictJson> elements(JsonParser parser, int elementsMax) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return List.of(requireEnd(parser, one(parser)));
    }
    List<StrictJson> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (elements.size() == elementsMax) {
        throw new AuditException(
            ErrorCode.TOO_MANY_EVENTS,
            "request: more than %d events (limits.events_per_request: %d)"
                .formatted(elementsMax, elementsMax));
      }
      TreeBuilder builder = new TreeBuilder(parser, depthMax);
      elements.add(builder.build());
      if (builder.abandoned()) {
        return elements;
      }
    }
    return requireEnd(parser, elements);
  }

  private StrictJson one(JsonParser parser) throws IOException {
    return new TreeBuilder(parser, depthMax).build();
  }

  private static <T> T requireEnd(JsonParser parser, T value) throws IOException {
    if (!parser.isClosed() && parser.nextToken() != null) {
      throw Malformed.at(parser.currentTokenLocation(), "more after the value (expected: its end)");
    }
    return value;
  }

  private interface Parse<T> {
    T apply(JsonParser parser) throws IOException;
  }

  private <T> T parse(byte[] utf8, int offset, int length, Parse<T> parse) {
    Malformed.requireUtf8(utf8, offset, length);
    try (JsonParser parser = factory.createParser(utf8, offset, length)) {
      if (parser.nextToken() == null) {
        throw Malformed.at(parser.currentLocation(), "nothing (expected: a JSON value)");
      }
      return parse.apply(parser);
    } catch (JsonProcessingException e) {
      throw Malformed.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
