package org.dwsaudit.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.RandomJson;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  private final StrictJsonReader reader = new StrictJsonReader(64);

  /** RFC 8785, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void numbersAreWrittenAsTheRfcWritesThem(String bits, String text) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(CanonicalJson.text(DoubleNode.valueOf(value))).isEqualTo(text);
  }

  @Test
  void whatIsNoJsonIsRefused() {
    for (JsonNode value :
        new JsonNode[] {
          DoubleNode.valueOf(Double.NaN),
          DoubleNode.valueOf(Double.POSITIVE_INFINITY),
          TextNode.valueOf("\uD800"),
          TextNode.valueOf("\uDC00\uD800"),
          MissingNode.getInstance(),
          JsonNodeFactory.instance.binaryNode(new byte[1])
        }) {
      assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.text(value));
    }
  }

  /** RFC 8785, section 3.2.2. */
  @Test
  void serializesAsTheRfcDoes() {
    String json =
        """
        {"numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
         "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
         "literals": [null, true, false]}
        """;
    assertThat(canonical(json))
        .isEqualTo(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  /** RFC 8785, section 3.2.3. */
  @Test
  void sortsByCodeUnitsAsTheRfcDoes() {
    String json =
        """
        {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet",
         "1": "One", "\\ud83d\\ude00": "Grinning Face", "\\u0080": "Control",
         "\\u00f6": "Latin Small Letter O With Diaeresis"}
        """;
    assertThat(reader.read(utf8(canonical(json))).value().valueStream().map(JsonNode::textValue))
        .containsExactly(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Grinning Face",
            "Hebrew Letter Dalet");
  }

  @Provide
  Arbitrary<JsonNode> objects() {
    return RandomJson.object(3).map(object -> object);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void agreesWithAnIndependentImplementation(@ForAll("objects") JsonNode value) throws IOException {
    Assume.that(!hasSubnormal(value)); // that implementation spells 1e-320 with 142 zeros
    assertThat(CanonicalJson.text(value))
        .isEqualTo(new JsonCanonicalizer(value.toString()).getEncodedString());
  }

  private static boolean hasSubnormal(JsonNode value) {
    double number = Math.abs(value.doubleValue());
    return (value.isDouble() && number > 0 && number < Double.MIN_NORMAL)
        || value.valueStream().anyMatch(CanonicalJsonTest::hasSubnormal);
  }

  /** The spellings of ECMAScript, which RFC 8785 takes over. */
  @Test
  void spellsSubnormalsShortest() {
    assertThat(canonical("[5e-324, 1.0E-320, 2.225073858507201e-308]"))
        .isEqualTo("[5e-324,1e-320,2.225073858507201e-308]");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void canonicalTextIsExactAndStaysAsItIs(@ForAll("objects") JsonNode value) {
    String text = CanonicalJson.text(value);
    StrictJson read = reader.read(utf8(text));
    assertThat(read.flaws()).isEmpty();
    assertThat(CanonicalJson.text(read.value())).isEqualTo(text);
    Utf8Buffer bytes = new Utf8Buffer(1);
    CanonicalJson.write(value, bytes);
    assertThat(bytes.copy(0, bytes.length())).isEqualTo(utf8(text));
  }

  private String canonical(String json) {
    return CanonicalJson.text(reader.read(utf8(json)).value());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
