package org.dwsaudit.compliance.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dwsaudit.schema.event.Classification.CONFIDENTIAL;
import static org.dwsaudit.schema.event.Classification.INTERNAL;
import static org.dwsaudit.schema.event.Classification.PUBLIC;
import static org.dwsaudit.schema.event.Classification.RESTRICTED;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {

  private static Map<String, Classification> parts(
      Map<String, Classification> schema, AuditEvent event) {
    return new Classifier(_ -> schema)
        .partLevels(event).entrySet().stream()
            .collect(Collectors.toMap(part -> part.getKey().toString(), Map.Entry::getValue));
  }

  private static AuditEvent event(
      Classification level, String payload, Map<String, Classification> parts) {
    return TestEvents.recorded("skill.invoked", level, null, payload, parts).event();
  }

  @Test
  void thePartHasTheHighestOfEventProducerAndSchema() {
    AuditEvent event =
        event(
            INTERNAL,
            "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}",
            Map.of("/payload/a", RESTRICTED, "/payload/b", INTERNAL, "/payload/c", PUBLIC));
    assertThat(
            parts(
                Map.of(
                    "/payload/a", CONFIDENTIAL,
                    "/payload/b", CONFIDENTIAL,
                    "/payload/d", PUBLIC),
                event))
        .containsOnly(
            Map.entry("/payload/a", RESTRICTED),
            Map.entry("/payload/b", CONFIDENTIAL),
            Map.entry("/payload/c", INTERNAL),
            Map.entry("/payload/d", INTERNAL));
  }

  @Test
  void aSchemasStarIsAnyOneSegment() {
    AuditEvent event =
        event(
            PUBLIC,
            "{\"list\":[{\"x\":1},{\"x\":2},{\"y\":3}],\"map\":{\"k/1\":{\"x\":4}}}",
            Map.of());
    assertThat(
            parts(Map.of("/payload/list/*/x", CONFIDENTIAL, "/payload/map/*/x", INTERNAL), event))
        .containsOnly(
            Map.entry("/payload/list/0/x", CONFIDENTIAL),
            Map.entry("/payload/list/1/x", CONFIDENTIAL),
            Map.entry("/payload/map/k~11/x", INTERNAL));
  }

  @Test
  void aProducersStarIsAName() {
    AuditEvent event = event(PUBLIC, "{\"*\":1,\"a\":2}", Map.of("/payload/*", CONFIDENTIAL));
    assertThat(parts(Map.of(), event)).containsOnlyKeys("/payload/*");
  }

  @ParameterizedTest
  @CsvSource({
    "/payload/list/01",
    "/payload/list/-",
    "/payload/list/2",
    "/payload/list/99999999999",
    "/payload/none",
    "/payload/text/0",
    "/context/a",
    "/worker_id"
  })
  void whatIsNotThereHasNoLevel(String pointer) {
    AuditEvent event =
        event(PUBLIC, "{\"list\":[1,2],\"text\":\"abc\"}", Map.of(pointer, RESTRICTED));
    assertThat(parts(Map.of(), event)).isEmpty();
  }

  @Test
  void thePointerAtTheRootIsTheEventsLevel() {
    AuditEvent event = event(INTERNAL, "{}", Map.of("", RESTRICTED));
    assertThat(new Classifier(_ -> Map.of()).eventLevel(event)).isEqualTo(RESTRICTED);
  }

  private static Classifier rules(ClassificationRule... rules) {
    TypeAnnotations schema = _ -> Map.of("/payload/a", CONFIDENTIAL);
    return new Classifier(schema.and(TypeAnnotations.of(List.of(rules))));
  }

  @Test
  void rulesRaiseAndNeverLower() {
    AuditEvent event = event(INTERNAL, "{\"a\":1,\"b\":{\"x\":2}}", Map.of());
    Classifier classifier =
        rules(
            new ClassificationRule("skill.*", "/payload/a", PUBLIC),
            new ClassificationRule("*.invoked", "/payload/b/*", RESTRICTED),
            new ClassificationRule("skill.invoked", "/payload/b/x", PUBLIC),
            new ClassificationRule("workflow.*", "/payload", RESTRICTED));
    assertThat(classifier.eventLevel(event)).isEqualTo(INTERNAL);
    assertThat(classifier.levelBound(event)).isEqualTo(RESTRICTED);
    assertThat(classifier.partLevels(event))
        .containsOnly(
            Map.entry(PartPointer.parse("/payload/a"), CONFIDENTIAL),
            Map.entry(PartPointer.parse("/payload/b/x"), RESTRICTED));
  }

  @Test
  void aRuleWithoutPointerIsAboutTheWholeEvent() {
    AuditEvent event = event(INTERNAL, "{\"a\":1}", Map.of());
    Classifier classifier = rules(new ClassificationRule("*", "", RESTRICTED));
    assertThat(classifier.eventLevel(event)).isEqualTo(RESTRICTED);
    assertThat(classifier.partLevels(event))
        .containsOnly(Map.entry(PartPointer.parse("/payload/a"), RESTRICTED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"o\":{\"data_classification\":\"confidential\"}} | /payload/o | CONFIDENTIAL",
        "{\"o\":[{\"data_classification\":\"Restricted\"}]} | /payload/o/0 | RESTRICTED",
        "{\"o\":{\"data_classification\":\"pii\"}} | /payload/o | RESTRICTED",
        "{\"o\":{\"retention_policy\":{\"data_classification\":\"public\"}}} | /payload/o |"
            + " INTERNAL",
        "{\"o\":{\"d\\u0061ta_classification\":\"confidential\"}} | /payload/o | CONFIDENTIAL",
        "{\"data_classification\":\"confidential\"} | /payload | CONFIDENTIAL",
      })
  void anObjectHasTheLevelThatItCarries(String payload, String part, Classification level) {
    AuditEvent event = event(INTERNAL, payload, Map.of());
    assertThat(parts(Map.of(), event)).containsEntry(part, level);
    assertThat(new Classifier(_ -> Map.of()).eventLevel(event)).isEqualTo(INTERNAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"o\":{\"data_classification\":7}}",
        "{\"o\":{\"data_classification\":{\"type\":\"string\"}}}",
        "{\"o\":{\"data_classification\":null}}",
        "{\"o\":\"data_classification\"}",
        "{\"retention_policy\":[{}]}",
      })
  void whatIsNoStringSaysNoLevel(String payload) {
    assertThat(parts(Map.of(), event(PUBLIC, payload, Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data_classification\":\"restricted\"}",
        "{\"retention_policy\":{\"data_classification\":\"restricted\"}}",
        "{\"data\\u005fclassification\":\"restricted\"}",
      })
  void theContextsLevelIsTheEvents(String context) {
    AuditEvent event =
        TestEvents.recorded("skill.invoked", PUBLIC, context, "{\"a\":1}", Map.of()).event();
    Classifier classifier = new Classifier(_ -> Map.of());
    assertThat(classifier.levelBound(event)).isEqualTo(RESTRICTED);
    assertThat(classifier.eventLevel(event)).isEqualTo(RESTRICTED);
  }

  @Test
  void theLevelOfAPartOfTheContextIsNotTheEvents() {
    AuditEvent event =
        TestEvents.recorded(
                "skill.invoked",
                PUBLIC,
                "{\"intent\":{\"data_classification\":\"restricted\"}}",
                "{}",
                Map.of())
            .event();
    assertThat(new Classifier(_ -> Map.of()).eventLevel(event)).isEqualTo(PUBLIC);
    assertThat(parts(Map.of(), event)).containsOnly(Map.entry("/context/intent", RESTRICTED));
  }

  @Test
  void theBoundIsToldWithoutParsing() {
    AuditEvent event = event(INTERNAL, "{not JSON at all", Map.of("/payload/a", CONFIDENTIAL));
    assertThat(new Classifier(_ -> Map.of()).levelBound(event)).isEqualTo(CONFIDENTIAL);
  }
}
