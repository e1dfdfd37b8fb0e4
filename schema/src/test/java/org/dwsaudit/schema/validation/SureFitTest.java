package org.dwsaudit.schema.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SureFitTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final EventSchemas schemas = EventSchemas.standard();
  private final List<JsonNode> values = values();

  private static List<JsonNode> values() {
    List<JsonNode> values = new ArrayList<>();
    for (String text :
        List.of(
            "",
            "a",
            "pass",
            "approved",
            "phase_exit",
            "internal",
            "x".repeat(64),
            "\uD83D\uDE00".repeat(256),
            "x".repeat(257))) {
      values.add(NODES.textNode(text));
    }
    for (String json :
        List.of(
            "-1",
            "0",
            "1",
            "1.0",
            "0.5",
            "-0.5",
            "2",
            "100",
            "101",
            "1e300",
            "9007199254740993",
            "true",
            "null",
            "{}",
            "[]",
            "[\"a\"]",
            "[1]",
            "[\"\"]",
            "{\"a\":1}",
            "[{}]")) {
      values.add(parse(json));
    }
    return values;
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(Taxonomy.standard().eventTypes().stream().map(EventType::name).toList());
  }

  /** Members that the schema knows, some of them missing, with values of every kind. */
  private JsonNode payload(String type, long seed) {
    Random random = new Random(seed);
    ObjectNode payload = NODES.objectNode();
    JsonNode known = schemas.document(type).at("/properties/payload/properties");
    known
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (random.nextInt(3) > 0) {
                payload.set(name, values.get(random.nextInt(values.size())));
              }
            });
    return payload;
  }

  @Property(tries = 3000)
  void whatSurelyFitsTheValidatorTakes(@ForAll("types") String type, @ForAll long seed) {
    JsonNode payload = payload(type, seed);
    if (schemas.payloadFit(type).fits(payload)) {
      assertThat(schemas.payloadErrors(type, payload)).isEmpty();
    }
    // member by member, since a whole payload of random values seldom fits
    for (var member : payload.properties()) {
      ObjectNode one = NODES.objectNode().set(member.getKey(), member.getValue());
      SureFit fit = withoutRequired(type);
      if (fit.fits(one)) {
        assertThat(schemas.payloadErrors(type, one))
            .noneMatch(
                error ->
                    error.pointer().startsWith("/payload/" + member.getKey())
                        && !error.message().contains("required"));
      }
    }
  }

  private SureFit withoutRequired(String type) {
    JsonNode schema = schemas.document(type).at("/properties/payload").deepCopy();
    ((ObjectNode) schema).remove("required");
    return new SureFit.Reader(new SchemaDocuments(Map.of()))
        .read(SchemaDocuments.PREFIX + type, schema);
  }

  @Test
  void mostTypesCanBeToldAtAGlance() {
    assertThat(Taxonomy.standard().eventTypes())
        .filteredOn(type -> schemas.payloadFit(type.name()) instanceof SureFit.Unsure)
        .extracting(EventType::category)
        .allMatch("audit"::equals);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"integer\"} | 1 | true",
        "{\"type\":\"integer\"} | 1.0 | false",
        "{\"type\":[\"number\",\"null\"],\"minimum\":0} | null | true",
        "{\"minimum\":0} | -1 | false",
        "{\"minLength\":2} | \"\uD83D\uDE00\" | false",
        "{\"maxLength\":1} | \"\uD83D\uDE00\" | true",
        "{\"enum\":[\"a\",1]} | \"a\" | false",
        "{\"const\":\"a\"} | \"a\" | true",
        "{\"properties\":{\"a\":{\"type\":\"string\"}}} | {\"a\":1} | false",
        "{\"properties\":{\"a\":{\"pattern\":\"b\"}}} | {\"a\":\"b\"} | false",
        "{\"items\":{\"type\":\"string\"}} | [\"a\",1] | false",
        "{\"required\":[\"a\"]} | {} | false",
        "{\"not\":{}} | 1 | false",
        "{\"$ref\":\"#/$defs/none\"} | 1 | false",
        "false | 1 | false",
        "true | 1 | true"
      })
  void understandsWhatItSays(String schema, String value, boolean fits) {
    SureFit fit =
        new SureFit.Reader(new SchemaDocuments(Map.of()))
            .read(SchemaDocuments.COMMON, parse(schema));
    assertThat(fit.fits(parse(value))).isEqualTo(fits);
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
