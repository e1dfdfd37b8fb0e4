package org.dwsaudit.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/** Reads numbers that survive the way through an IEEE 754 double, as RFC 8785 and 7493 ask. */
final class NumberTokens {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** With its sign an integer of so many characters is below 2^53. */
  private static final int INTEGER_CHARS_SAFE = 15;

  private final JsonParser parser;

  NumberTokens(JsonParser parser) {
    this.parser = parser;
  }

  /** The number at the current token, or null if a double cannot carry it exactly. */
  @Nullable JsonNode read(JsonToken token) throws IOException {
    boolean integer = token == JsonToken.VALUE_NUMBER_INT;
    int length = parser.getTextLength();
    if (integer && length <= INTEGER_CHARS_SAFE) {
      long value = parser.getLongValue();
      return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
    CharBuffer literal =
        CharBuffer.wrap(parser.getTextCharacters(), parser.getTextOffset(), length);
    if (!ShortestDecimal.parse(literal).isExact()) {
      return null;
    }
    return integer ? integer(literal.toString()) : NODES.numberNode(parser.getDoubleValue());
  }

  private static JsonNode integer(String literal) {
    BigInteger value = new BigInteger(literal);
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }
}
