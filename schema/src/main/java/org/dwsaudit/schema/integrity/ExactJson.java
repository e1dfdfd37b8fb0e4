package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import org.dwsaudit.schema.json.CanonicalJson;

/**
 * Reads JSON so that two readers cannot take it for different things: no member twice, no number
 * that loses digits in a double. Unlike {@code StrictJsonReader} it takes redaction's markers.
 */
public final class ExactJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final long INTEGERS_MAX = 1L << 53;

  private ExactJson() {}

  /**
   * Reads one value.
   *
   * @throws ProofException EVENT_MALFORMED
   */
  public static JsonNode read(String text) {
    try {
      JsonNode value = MAPPER.readTree(text);
      requireExact(value);
      return value;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ProofException(ProofFlaw.EVENT_MALFORMED, "event: not JSON that can be relied on");
    }
  }

  /** What every double carries. */
  private static boolean isSmallInteger(JsonNode node) {
    return node.isInt() || (node.isLong() && Math.abs(node.longValue()) <= INTEGERS_MAX);
  }

  private static void requireExact(JsonNode node) {
    if (node.isNumber() && !isSmallInteger(node)) {
      BigDecimal canonical = new BigDecimal(CanonicalJson.text(node));
      if (node.decimalValue().compareTo(canonical) != 0) {
        throw new IllegalArgumentException("number that a double does not carry");
      }
    }
    if (node.isContainerNode()) {
      for (JsonNode part : node) {
        requireExact(part);
      }
    }
  }
}
