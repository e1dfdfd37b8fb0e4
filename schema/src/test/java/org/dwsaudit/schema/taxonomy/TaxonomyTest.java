package org.dwsaudit.schema.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxonomyTest {

  /** DWS Spec 11, section 3: every type and whether it is required. */
  private static final String SPECIFICATION =
      """
      lifecycle.worker_started Yes
      lifecycle.worker_completed Yes
      lifecycle.worker_failed Yes
      lifecycle.worker_escalated Yes
      lifecycle.worker_capacity_changed No
      workflow.phase_entered Yes
      workflow.phase_exited Yes
      workflow.gate_passed Yes
      workflow.gate_failed Yes
      workflow.completed Yes
      workflow.cancelled Yes
      workflow.resumed Yes
      workflow.cost_threshold_reached Yes
      workflow.checkpoint_created Yes
      skill.invoked No
      skill.completed No
      skill.failed No
      skill.tool_called No
      skill.tool_returned No
      coordination.task_assigned Yes
      coordination.task_completed Yes
      coordination.task_failed Yes
      coordination.task_progress No
      coordination.conflict_detected Yes
      coordination.conflict_resolved Yes
      coordination.dependency_resolved Yes
      coordination.dependency_discovered Yes
      coordination.escalation_triggered Yes
      coordination.escalation_resolved Yes
      coordination.contract_validated Yes
      coordination.contract_breached Yes
      knowledge.entry_created Yes
      knowledge.entry_promoted Yes
      knowledge.entry_retired Yes
      knowledge.entry_overridden Yes
      knowledge.conflict_detected No
      knowledge.conflict_resolved No
      knowledge.version_transfer No
      verification.started Yes
      verification.finding_issued Yes
      verification.verdict_rendered Yes
      verification.reverification_triggered Yes
      intent.created Yes
      intent.approved Yes
      intent.activated Yes
      intent.mutated Yes
      intent.completed Yes
      guardrail.blocked Yes
      guardrail.warned No
      guardrail.logged No
      guardrail.exhausted Yes
      interaction.check_in No
      interaction.question_asked Yes
      interaction.question_answered Yes
      interaction.feedback_received Yes
      interaction.handoff_initiated Yes
      interaction.handoff_completed Yes
      interaction.handoff_failed Yes
      outcome.produced Yes
      outcome.verification_passed Yes
      outcome.verification_failed Yes
      outcome.delivery_attempted Yes
      outcome.delivery_succeeded Yes
      outcome.delivery_failed Yes
      outcome.escalated Yes
      outcome.completed Yes
      approval.requested Yes
      approval.decided Yes
      approval.delegated Yes
      approval.timed_out Yes
      """;

  private final Taxonomy taxonomy = Taxonomy.standard();

  @Test
  void hasEveryTypeOfTheSpecificationInItsOrder() {
    List<String> types =
        taxonomy.eventTypes().stream()
            .filter(type -> !type.reserved())
            .map(
                type ->
                    type.name() + (type.requirement() == Requirement.MANDATORY ? " Yes" : " No"))
            .toList();
    assertThat(types).containsExactlyElementsOf(SPECIFICATION.lines().toList()).hasSize(70);
  }

  @Test
  void categoriesAreTheSpecificationsSections() {
    assertThat(taxonomy.categories().stream().map(c -> c.section() + " " + c.name()))
        .containsExactly(
            "3.1 lifecycle",
            "3.2 workflow",
            "3.3 skill",
            "3.4 coordination",
            "3.5 knowledge",
            "3.6 verification",
            "3.7 intent",
            "3.8 guardrail",
            "3.9 interaction",
            "3.10 outcome",
            "3.11 approval",
            " audit");
    for (EventType type : taxonomy.eventTypes()) {
      assertThat(type.name()).startsWith(type.category() + ".");
      assertThat(type.description()).endsWith(".").hasSizeBetween(15, 120);
      assertThat(taxonomy.find(type.name())).contains(type);
    }
  }

  @Test
  void theStoresOwnTypesAreItsFacts() {
    List<String> facts =
        Stream.of(AdministrativeFact.class.getPermittedSubclasses())
            .map(TaxonomyTest::typeOf)
            .toList();
    assertThat(taxonomy.eventTypes().stream().filter(EventType::reserved).map(EventType::name))
        .containsExactlyInAnyOrderElementsOf(facts);
    assertThat(taxonomy.isReserved("audit.anything")).isTrue();
    assertThat(taxonomy.isReserved("audit")).isTrue();
    assertThat(taxonomy.isReserved("auditor.came")).isFalse();
  }

  private static String typeOf(Class<?> fact) {
    try {
      return (String) fact.getField("TYPE").get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "workflow.complete, workflow.completed",
    "workflow.phase-entered, workflow.phase_entered",
    "Workflow.Completed, workflow.completed",
    "workflows.completed, workflow.completed",
    "verfication.started, verification.started"
  })
  void nearestNames(String wanted, String nearest) {
    assertThat(taxonomy.nearest(wanted)).contains(nearest).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void nearestNamesAreNeverReservedNorFarFetched() {
    assertThat(taxonomy.nearest("audit.legal_hold_place")).noneMatch(t -> t.startsWith("audit."));
    assertThat(taxonomy.nearest("something.else.entirely")).isEmpty();
    assertThat(taxonomy.nearest("")).isEmpty();
    assertThat(taxonomy.nearest("x".repeat(100_000))).isEmpty();
  }

  @Test
  void extensionsJoinTheirCategories() {
    EventType known = extension("workflow.paused");
    EventType own = extension("shop.sold_out");
    Taxonomy extended = taxonomy.withExtensions(List.of(known, own));
    assertThat(extended.find("workflow.paused")).contains(known);
    assertThat(extended.categories().get(1).eventTypes()).endsWith(known);
    assertThat(extended.categories().getLast().eventTypes()).containsExactly(own);
    assertThat(extended.nearest("shop.soldout")).containsExactly("shop.sold_out");
    assertThat(taxonomy.find("shop.sold_out")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "shop",
    "Shop.sold",
    "shop..sold",
    "shop.1sold",
    "shop.sold-out",
    "audit.mine",
    "workflow.completed"
  })
  void unfitExtensionsAreRefused(String name) {
    assertThat(Refusals.code(() -> taxonomy.withExtensions(List.of(extension(name)))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void anExtensionComesOnceAndInItsCategory() {
    EventType type = extension("shop.sold");
    assertThat(Refusals.code(() -> taxonomy.withExtensions(List.of(type, type))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    EventType misplaced =
        new EventType("shop.sold", "workflow", "Sold.", Requirement.OPTIONAL, false);
    assertThat(Refusals.code(() -> taxonomy.withExtensions(List.of(misplaced))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  private static EventType extension(String name) {
    String category = name.split("\\.")[0];
    return new EventType(name, category, "An extension.", Requirement.OPTIONAL, false);
  }

  @Test
  void whatNobodyKnowsIsMandatory() {
    assertThat(Taxonomy.standard().requirementOf("skill.invoked")).isEqualTo(Requirement.OPTIONAL);
    assertThat(Taxonomy.standard().requirementOf("workflow.completed"))
        .isEqualTo(Requirement.MANDATORY);
    assertThat(Taxonomy.standard().requirementOf("gone.extension"))
        .isEqualTo(Requirement.MANDATORY);
  }
}
