package org.dwsaudit.schema.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** JSON of every kind that an event may hold. */
public final class RandomJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long INTEGER_MAX = 1L << 53;

  private RandomJson() {}

  /** Text without NUL and lone surrogates; what needs escaping somewhere is frequent. */
  public static Arbitrary<String> text() {
    Arbitrary<Integer> codePoint =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0x20, 0x7E)),
            Tuple.of(
                2,
                Arbitraries.of(
                    "\"\\/~%\b\f\n\r\t\u0001\u007F\u2028".codePoints().boxed().toList())),
            Tuple.of(1, Arbitraries.integers().between(0xA0, 0xD7FF)),
            Tuple.of(1, Arbitraries.integers().between(0xE000, 0xFFFF)),
            Tuple.of(1, Arbitraries.integers().between(0x10000, 0x10FFFF)));
    return codePoint.list().ofMaxSize(12).map(RandomJson::text);
  }

  private static String text(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Numbers as they stand after reading: integers that a double carries, and finite doubles. */
  public static Arbitrary<JsonNode> number() {
    Arbitrary<JsonNode> integers =
        Arbitraries.longs()
            .between(-INTEGER_MAX, INTEGER_MAX)
            .map(n -> n == n.intValue() ? NODES.numberNode(n.intValue()) : NODES.numberNode(n));
    Arbitrary<JsonNode> doubles =
        Arbitraries.longs()
            .map(Double::longBitsToDouble)
            .filter(Double::isFinite)
            .filter(value -> value != 0)
            .map(NODES::numberNode);
    Arbitrary<JsonNode> decimals =
        Combinators.combine(
                Arbitraries.longs().between(1, 1_000_000), Arbitraries.integers().between(-25, 25))
            .as(
                (digits, exponent) ->
                    NODES.numberNode(Double.parseDouble(digits + "e" + exponent)));
    return Arbitraries.oneOf(integers, doubles, decimals);
  }

  public static Arbitrary<JsonNode> value() {
    return value(3);
  }

  private static Arbitrary<JsonNode> value(int depth) {
    Arbitrary<JsonNode> scalar =
        Arbitraries.oneOf(
            text().map(NODES::textNode),
            number(),
            Arbitraries.of(true, false).map(NODES::booleanNode),
            Arbitraries.just(NODES.nullNode()));
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<JsonNode> array =
        value(depth - 1).list().ofMaxSize(3).map(list -> NODES.arrayNode().addAll(list));
    return Arbitraries.frequencyOf(
        Tuple.of(4, scalar),
        Tuple.of(1, array),
        Tuple.of(1, object(depth - 1).map(object -> object)));
  }

  /** An object; no member begins as the schemas' or the store's own do. */
  public static Arbitrary<ObjectNode> object(int depth) {
    return Arbitraries.maps(text().map(name -> "\u00E9" + name), value(depth))
        .ofMaxSize(4)
        .map(RandomJson::object);
  }

  private static ObjectNode object(Map<String, JsonNode> members) {
    return NODES.objectNode().setAll(members);
  }
}
