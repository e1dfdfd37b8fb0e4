package org.dwsaudit.schema.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactJsonTest {

  private static final EventId ID = new EventId(new UUID(1, 2));
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Set<Class<?>> SEEN = new HashSet<>();

  @Provide
  Arbitrary<AdministrativeFact> facts() {
    return RandomFacts.facts();
  }

  @Provide
  Arbitrary<HoldScope> scopes() {
    return RandomFacts.scopes();
  }

  @Provide
  Arbitrary<RetentionPolicy> policies() {
    return RandomFacts.policies();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyFactComesBackFromItsEvent(@ForAll("facts") AdministrativeFact fact) {
    AuditEvent event = FactJson.toEvent(fact, ID, NOW);
    AuditEvent stored = event.withContent(null, JsonDocument.ofText(event.payload().text()));
    assertThat(FactJson.fromEvent(stored)).isEqualTo(fact);
    assertThat(event.sessionId()).isEqualTo(SessionId.SYSTEM);
    SEEN.add(fact.getClass());
  }

  @AfterContainer
  static void everyKindWasTried() {
    assertThat(SEEN).containsExactlyInAnyOrder(AdministrativeFact.class.getPermittedSubclasses());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyFactKeepsItsSchema(@ForAll("facts") AdministrativeFact fact) {
    JsonNode payload = FactJson.payload(fact).tree();
    assertThat(EventSchemas.standard().validatePayload(fact.eventType(), payload)).isEmpty();
    assertThat(
            EventSchemas.standard()
                .document(fact.eventType())
                .at("/properties/payload/properties")
                .properties()
                .stream()
                .map(member -> member.getKey()))
        .containsAll(payload.properties().stream().map(member -> member.getKey()).toList());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void scopesComeBack(@ForAll("scopes") HoldScope scope) {
    assertThat(new HoldScopeJson(Taxonomy.standard()).read(HoldScopeJson.write(scope)))
        .isEqualTo(scope);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void policiesComeBack(@ForAll("policies") RetentionPolicy policy) {
    assertThat(RetentionPolicyJson.read(RetentionPolicyJson.write(policy))).isEqualTo(policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\uD83D\uDE00", "\uD83D"})
  void anyActorIsAWorkerThatCanBeStored(String actor) {
    AdministrativeFact fact =
        new AdministrativeFact.LegalHoldReleased(new UUID(1, 2), "r", actor.repeat(300));
    assertThat(FactJson.toEvent(fact, ID, NOW).workerId())
        .isNotEmpty()
        .matches(id -> id.codePointCount(0, id.length()) <= 256)
        .matches(id -> id.codePoints().noneMatch(FactJsonTest::isUnfit));
  }

  private static boolean isUnfit(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  @Test
  void whatIsNoFactIsCorruption() {
    for (String payload :
        List.of("{}", "{\"hold_id\":5}", "{\"hold_id\":\"x\"}", "{\"scope\":{\"kind\":\"x\"}}")) {
      assertThat(
              Refusals.code(
                  () -> FactJson.fact("audit.legal_hold_placed", JsonDocument.ofText(payload))))
          .isEqualTo(ErrorCode.STORE_CORRUPT);
    }
    assertThat(Refusals.code(() -> FactJson.fact("audit.other", JsonDocument.ofText("{}"))))
        .isEqualTo(ErrorCode.STORE_CORRUPT);
  }
}
