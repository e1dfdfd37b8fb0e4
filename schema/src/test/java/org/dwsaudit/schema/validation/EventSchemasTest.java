package org.dwsaudit.schema.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.json.JsonPointers;
import org.dwsaudit.schema.json.StrictJsonReader;
import org.dwsaudit.schema.taxonomy.EventType;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemasTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String SUFFIX = ".schema.json";

  private final EventSchemas schemas = EventSchemas.standard();

  static List<String> documents() throws IOException, URISyntaxException {
    URL common =
        Objects.requireNonNull(
            EventSchemas.class.getResource("/org/dwsaudit/schema/events/common" + SUFFIX));
    try (Stream<Path> files = Files.list(Path.of(common.toURI()).resolveSibling("."))) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  static List<String> types() {
    return Taxonomy.standard().eventTypes().stream().map(EventType::name).toList();
  }

  @Test
  void everyTypeHasOneSchemaAndNoSchemaIsLeftOver() throws IOException, URISyntaxException {
    TreeSet<String> expected = new TreeSet<>(types());
    expected.add("common");
    assertThat(documents()).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySchemaIsValidByItsMetaSchema(String name) {
    Schema metaSchema =
        SchemaRegistry.withDialect(Dialects.getDraft202012())
            .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));
    JsonNode document = schemas.document(name);
    assertThat(metaSchema.validate(document)).isEmpty();
    assertThat(document.path("$schema").asText()).isEqualTo(DialectId.DRAFT_2020_12);
    assertThat(document.path("$id").asText()).isEqualTo("urn:dws-audit:schema:event:" + name);
    assertThat(new StrictJsonReader(64).read(utf8(document.toString())).flaws()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everySchemaFixesItsTypeAndLeavesItsPayloadOpen(String type) {
    JsonNode properties = schemas.document(type).path("properties");
    assertThat(properties.at("/event_type/const").asText()).isEqualTo(type);
    JsonNode payload = properties.path("payload");
    assertThat(payload.path("type").asText()).isEqualTo("object");
    for (String closing : List.of("additionalProperties", "unevaluatedProperties")) {
      assertThat(payload.path(closing).asBoolean(true)).isTrue();
    }
    assertThat(schemas.document(type).path("unevaluatedProperties").asBoolean(true)).isFalse();
    payload
        .path("properties")
        .properties()
        .forEach(field -> assertThat(field.getValue().path("description").asText()).isNotEmpty());
    payload
        .path("required")
        .forEach(name -> assertThat(payload.path("properties").has(name.asText())).isTrue());
  }

  @ParameterizedTest
  @MethodSource("types")
  void annotationsNamePartsThatTheSchemaKnows(String type) {
    Map<String, Classification> levels = schemas.fieldAnnotations(type);
    assertThat(schemas.document(type).findValuesAsText(FieldAnnotations.KEYWORD))
        .allMatch(level -> Classification.ofLabel(level).isPresent());
    for (String pointer : levels.keySet()) {
      assertThat(JsonPointers.isValid(pointer)).isTrue();
      assertThat(pointer).matches("/(payload|context)(/.*)?");
    }
  }

  @Test
  void annotationsReachIntoArraysAndReferences() {
    assertThat(schemas.fieldAnnotations("verification.finding_issued"))
        .containsEntry("/payload/text", Classification.CONFIDENTIAL)
        .containsEntry("/payload/evidence/*/excerpt", Classification.CONFIDENTIAL)
        .doesNotContainKey("/payload/finding_id");
  }

  @Test
  void errorsNameTheirPlaceInTheEvent() throws JsonProcessingException {
    JsonNode payload =
        MAPPER.readTree("{\"evidence\":[{},{\"uri\":5}],\"blocking\":\"x\",\"other\":null}");
    assertThat(schemas.validatePayload("verification.finding_issued", payload))
        .extracting(SchemaError::pointer)
        .containsExactlyInAnyOrder(
            "/payload/finding_id", "/payload/evidence/1/uri", "/payload/blocking");
    assertThat(schemas.validateContext(MAPPER.readTree("{\"knowledge_entries\":[1]}")))
        .extracting(SchemaError::pointer)
        .containsExactly("/context/knowledge_entries/0");
  }

  @Test
  void messagesStayShortWhateverIsSent() throws JsonProcessingException {
    String endless = "x".repeat(100_000);
    JsonNode payload = MAPPER.readTree("{\"finding_id\":\"" + endless + "\",\"severity\":\"\"}");
    assertThat(schemas.validatePayload("verification.finding_issued", payload))
        .isNotEmpty()
        .allMatch(error -> error.message().length() <= 301);
  }

  @Test
  void anExtensionBringsItsSchema() throws JsonProcessingException {
    JsonNode schema =
        MAPPER.readTree(
            """
            {"properties": {"payload": {"type": "object", "required": ["sku"], "properties": {
              "sku": {"$ref": "urn:dws-audit:schema:event:common#/$defs/id"},
              "buyer": {"type": "string", "x-data-classification": "restricted"}}}}}
            """);
    EventSchemas extended = schemas.withExtension("shop.sold", schema);
    assertThat(extended.validatePayload("shop.sold", MAPPER.readTree("{\"sku\":1}")))
        .extracting(SchemaError::pointer)
        .containsExactly("/payload/sku");
    assertThat(extended.fieldAnnotations("shop.sold"))
        .containsEntry("/payload/buyer", Classification.RESTRICTED);
    assertThat(Refusals.code(() -> extended.withExtension("shop.sold", schema)))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "{}",
        "{\"properties\":{\"payload\":true}}",
        "{\"properties\":{\"payload\":{\"$ref\":\"https://example.com/x\"}}}",
        "{\"properties\":{\"payload\":{\"$ref\":\"urn:dws-audit:schema:event:nowhere\"}}}",
        "{\"properties\":{\"payload\":{\"x-data-classification\":\"secret\"}}}"
      })
  void unfitExtensionsAreRefused(String schema) throws JsonProcessingException {
    JsonNode json = MAPPER.readTree(schema);
    assertThat(Refusals.code(() -> schemas.withExtension("shop.sold", json)))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void levelsOfTheDocumentsAreThoseOfTheCode() {
    assertThat(
            schemas
                .document("common")
                .at("/$defs/classification/enum")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toList()))
        .isEqualTo(Stream.of(Classification.values()).map(Classification::label).toList());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
