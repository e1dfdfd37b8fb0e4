package org.dwsaudit.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonReaderTest {

  private final StrictJsonReader reader = new StrictJsonReader(4);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|1|''",
        "1|2|{",
        "1|2|{]",
        "2|3|'[1,\n  x]'",
        "1|4|{} {}",
        "1|2|[1,]",
        "1|1|NaN",
        "1|1|'01'",
        "1|2|{a:1}",
        "1|1|// c",
        "1|3|'\"a\nb\"'"
      })
  void brokenJsonIsNamedByLineAndColumn(int line, int column, String json) {
    MalformedJsonException broken = malformed(utf8(json));
    assertThat(broken.line()).isEqualTo(line);
    assertThat(broken.column()).isBetween(column, column + 4);
  }

  @Test
  void onlyUtf8WithoutByteOrderMarkIsRead() {
    assertThat(malformed(new byte[] {'{', '\n', '"', (byte) 0xC0, (byte) 0x80, '"'}))
        .returns(2, MalformedJsonException::line)
        .returns(2, MalformedJsonException::column);
    malformed("\uFEFF{}".getBytes(StandardCharsets.UTF_8));
    malformed("{}".getBytes(StandardCharsets.UTF_16LE));
    malformed("{}".getBytes(StandardCharsets.UTF_16BE));
    malformed("{}".getBytes(StandardCharsets.UTF_16));
    malformed(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
    malformed(new byte[] {'"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'});
    malformed(new byte[] {'"', (byte) 0xE2, (byte) 0x82, '"'});
  }

  private MalformedJsonException malformed(byte[] json) {
    return catchThrowableOfType(MalformedJsonException.class, () -> reader.read(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a DUPLICATE_KEY|{\"a\":1,\"a\":1}",
        "/a DUPLICATE_KEY|{\"a\":1,\"\\u0061\":1}",
        "/x/0/b DUPLICATE_KEY|{\"x\":[{\"b\":1,\"b\":2}]}",
        "/a CHARACTERS|{\"a\":\"\\u0000\"}",
        "/a CHARACTERS|{\"a\":\"\\ud800\"}",
        "/a CHARACTERS|{\"a\":\"\\udc00\\ud800\"}",
        "/a~1b CHARACTERS|{\"a/b\":\"x\\udfff\"}",
        "/1 NUMBER_NOT_EXACT|[1,9007199254740993]",
        "(root) NUMBER_NOT_EXACT|1e400",
        "(root) NUMBER_NOT_EXACT|1e-400",
        "(root) NUMBER_NOT_EXACT|0.1000000000000000055511151231257827",
        "(root) NUMBER_NOT_EXACT|12345678901234567890",
        "/$redacted RESERVED|{\"$redacted\":1}",
        "/0/0/0/0 NESTING_TOO_DEEP|[[[[[]]]]]",
        "/0/0/0/0 NESTING_TOO_DEEP|[[[[{\"a\":1}],1]]]"
      })
  void flawsAreNamedByPointer(String flaw, String json) {
    assertThat(flaws(json)).containsExactly(flaw.replace("(root)", ""));
  }

  @Test
  void nulInANameIsAFlaw() {
    assertThat(flaws("{\"a\":{\"\\u0000\":1}}")).containsExactly("/a/\0 CHARACTERS");
  }

  @Test
  void aLoneSurrogateInANameIsRefused() {
    assertThat(malformed(utf8("{\"a\":1,\n\"\\ud800\":1}")).line()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.1",
        "1.50",
        "1E5",
        "9007199254740992",
        "-9007199254740992",
        "100000000000000000000000",
        "1e308",
        "5e-324",
        "4.9E-324",
        "1.7976931348623157e308",
        "{\"\\ud83d\\ude00\":\"\\ud83d\\ude00\"}",
        "{\"\":\"\"}",
        "[[[[1]]]]",
        "null",
        " [ ]\r\n"
      })
  void whatEveryReaderUnderstandsAlikeHasNoFlaw(String json) {
    assertThat(flaws(json)).isEmpty();
  }

  @Test
  void nestingBeyondAllMeasureIsAFlawAndNoCrash() {
    assertThat(flaws("[".repeat(1_000_000))).containsExactly("/0/0/0/0 NESTING_TOO_DEEP");
  }

  @Test
  void sizeIsThatOfTheText() {
    assertThat(reader.read(utf8("  {\"a\": \"é\"}\n")).sizeBytes()).isEqualTo(11);
    assertThat(reader.readElements(utf8("[ {} , [ 1 ] ]"), 2))
        .extracting(StrictJson::sizeBytes)
        .containsExactly(2, 5);
  }

  @Test
  void elementsAreReadEachForItself() {
    List<StrictJson> elements = reader.readElements(utf8("[[[[[]]]],{\"a\":1,\"a\":2},3]"), 3);
    assertThat(elements).hasSize(3);
    assertThat(elements.get(0).flaws()).isEmpty();
    assertThat(elements.get(1).flaws()).extracting(JsonFlaw::pointer).containsExactly("/a");
    assertThat(reader.readElements(utf8("{\"a\":[]}"), 1)).hasSize(1);
    assertThat(Refusals.code(() -> reader.readElements(utf8("[1,2,3]"), 2)))
        .isEqualTo(ErrorCode.TOO_MANY_EVENTS);
  }

  @Test
  void builtTreesAreCheckedByTheSameRules() {
    StrictJson read = reader.read(utf8("{\"a\":{\"b\":[{\"c\":[]}]},\"$redacted\":\"\\u0000\"}"));
    StrictJson built = StrictJson.of(read.value(), 4);
    assertThat(built.flaws()).containsExactlyInAnyOrderElementsOf(read.flaws()).isNotEmpty();
    assertThat(StrictJson.of(read.value(), 5).sizeBytes())
        .isEqualTo(utf8(read.value().toString()).length);
  }

  private List<String> flaws(String json) {
    return reader.read(utf8(json)).flaws().stream()
        .map(flaw -> flaw.pointer() + " " + flaw.rule())
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
