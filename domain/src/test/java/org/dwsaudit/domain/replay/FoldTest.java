package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What each concern makes of the events that it knows. */
class FoldTest {

  private final ReplayedEvents events = new ReplayedEvents();

  @Test
  void theLastDecidingEventSaysHowTheSessionStands() {
    assertThat(events.state().standing()).isEqualTo(Standing.BEGUN);
    assertStands("workflow.completed", "{}", Standing.Status.COMPLETED);
    assertStands("workflow.completed", "{'success':false}", Standing.Status.FAILED);
    assertStands("workflow.resumed", "{'checkpoint_id':'c'}", Standing.Status.RUNNING);
    assertStands("lifecycle.worker_escalated", "{}", Standing.Status.ESCALATED);
    assertStands("skill.failed", "{'skill_id':'s'}", Standing.Status.ESCALATED);
    assertStands("lifecycle.worker_failed", "{}", Standing.Status.FAILED);
    assertStands("workflow.cancelled", "{}", Standing.Status.CANCELLED);
    assertStands("workflow.phase_entered", "{'phase':'p'}", Standing.Status.RUNNING);
    assertStands("workflow.completed", "{'success':true}", Standing.Status.COMPLETED);
    assertThat(events.state().standing().since()).isEqualTo(9);
  }

  private void assertStands(String type, String payload, Standing.Status status) {
    assertThat(events.add(type, payload).state().standing().status()).isEqualTo(status);
  }

  @Test
  void aWithheldSuccessIsSaidToBeWithheld() {
    events.add("workflow.completed", "{'success':{'$redacted':{'level':'restricted'}}}");

    assertThat(events.state().standing())
        .isEqualTo(new Standing(Standing.Status.COMPLETED, 1, true));
  }

  @Test
  void phasesNestAndComeBack() {
    events
        .add("workflow.phase_entered", "{'phase':'draft','attempt':1}")
        .add("workflow.phase_entered", "{'phase':'check'}")
        .add("workflow.phase_exited", "{'phase':'check','status':'rework','next_phase':'draft'}");

    assertThat(events.state().currentPhase()).isEqualTo("draft");
    Item check = only("phases", "check");
    assertThat(check.text("status")).contains("exited");
    assertThat(check.text("exit_status")).contains("rework");
    assertThat(check.sequenceNumber()).isEqualTo(3);

    events.add("workflow.phase_entered", "{'phase':'check','attempt':2}");

    assertThat(events.state().currentPhase()).isEqualTo("check");
    assertThat(only("phases", "check").member("exit_status")).isEmpty();
    assertThat(number("phases", "check", "times_entered")).isEqualTo(2);
    events.add("workflow.completed", "{}");
    assertThat(events.state().currentPhase()).isNull();
  }

  @Test
  void aGateShowsItsLastDecisionAndCountsTheOthers() {
    events
        .add("workflow.gate_failed", "{'gate_id':'g','verdict':'fail','finding_ids':['f1']}")
        .add("workflow.gate_passed", "{'gate_id':'g','verdict':'conditional_pass'}");

    Item gate = only("gates", "g");
    assertThat(gate.text("status")).contains("passed");
    assertThat(gate.text("verdict")).contains("conditional_pass");
    assertThat(gate.member("finding_ids")).isEmpty();
    assertThat(number("gates", "g", "times_failed")).isEqualTo(1);
  }

  @Test
  void aTaskThatIsAssignedAgainStartsAfresh() {
    events
        .add("coordination.task_assigned", "{'task_id':'t','assigned_to':'a','attempt':1}")
        .add("coordination.task_progress", "{'task_id':'t','percent':40,'text':'half'}")
        .add("coordination.task_failed", "{'task_id':'t','reason':'lost','retryable':true}");
    assertThat(only("tasks", "t").text("status")).contains("failed");
    assertThat(only("tasks", "t").text("progress")).contains("half");

    events.add("coordination.task_assigned", "{'task_id':'t','assigned_to':'b','attempt':2}");

    Item task = only("tasks", "t");
    assertThat(task.text("status")).contains("assigned");
    assertThat(task.text("assigned_to")).contains("b");
    assertThat(task.members()).doesNotContainKeys("reason", "retryable", "percent", "ended_at");
    assertThat(task.since()).isEqualTo(1);
  }

  @Test
  void dependenciesAndContractsGoByPairs() {
    events
        .add("coordination.dependency_discovered", "{'task_id':'t','dependency_id':'u'}")
        .add("coordination.dependency_discovered", "{'task_id':'t','dependency_id':'v'}")
        .add("coordination.dependency_resolved", "{'task_id':'t','dependency_id':'u'}")
        .add("coordination.contract_breached", "{'contract_id':'c','artifact_id':'x'}")
        .add("coordination.contract_validated", "{'contract_id':'c','artifact_id':'y'}");

    assertThat(only("dependencies", "t on u").text("status")).contains("resolved");
    assertThat(only("dependencies", "t on v").text("status")).contains("open");
    assertThat(only("contracts", "c of x").text("status")).contains("breached");
    assertThat(only("contracts", "c of y").text("status")).contains("validated");
  }

  @Test
  void anEscalationIsOneWhoeverTellsOfIt() {
    events
        .add("lifecycle.worker_escalated", "{'escalation_id':'e','escalated_to':'desk'}")
        .add("outcome.escalated", "{'outcome_id':'o','escalation_id':'e','severity':'high'}")
        .add("coordination.escalation_resolved", "{'escalation_id':'e','resolution':'paid'}");

    assertThat(events.state().list("escalations").items()).hasSize(1);
    Item escalation = only("escalations", "e");
    assertThat(escalation.text("status")).contains("resolved");
    assertThat(escalation.text("escalated_to")).contains("desk");
    assertThat(escalation.text("outcome_id")).contains("o");
  }

  @Test
  void aToolCallHasItsArgumentsAndItsResult() {
    events
        .add("skill.tool_called", "{'call_id':'c','tool':'find','arguments':{'q':'x'}}")
        .add("skill.tool_returned", "{'call_id':'c','result':[1],'duration_ms':12}")
        .add("skill.tool_returned", "{'call_id':'d','error':{'code':'E'}}");

    Item call = only("tool_calls", "c");
    assertThat(call.text("status")).contains("returned");
    assertThat(call.text("called_at")).contains("2026-04-01T09:00:01Z");
    assertThat(call.text("returned_at")).contains("2026-04-01T09:00:02Z");
    assertThat(call.member("arguments").orElseThrow().get("q").asText()).isEqualTo("x");
    assertThat(only("tool_calls", "d").text("status")).contains("failed");
  }

  @Test
  void answersGoToTheQuestionThatTheyName() {
    events
        .add("interaction.question_asked", "{'text':'why?','question_id':'q'}")
        .add("interaction.question_asked", "{'text':'who?'}")
        .add("interaction.question_answered", "{'text':'so','question_id':'q'}")
        .add("interaction.question_answered", "{'text':'me'}");

    assertThat(only("questions", "q").text("status")).contains("answered");
    assertThat(only("questions", "q").text("answer")).contains("so");
    assertThat(only("questions", "#2").text("status")).contains("unlinked");
    assertThat(only("questions", "#4").text("answer")).contains("me");
  }

  @Test
  void anApprovalIsOpenUntilItsQuorumOrARejection() {
    events
        .add("approval.requested", "{'approval_id':'a','quorum':2}")
        .add("approval.decided", "{'approval_id':'a','decision':'approved'}");
    assertThat(isOpen("a")).isTrue();
    events.add("approval.decided", "{'approval_id':'a','decision':'approved'}");
    assertThat(isOpen("a")).isFalse();

    events
        .add("approval.requested", "{'approval_id':'b','quorum':3}")
        .add("approval.delegated", "{'approval_id':'b','approver':'x','delegate':'y'}");
    assertThat(isOpen("b")).isTrue();
    events.add("approval.decided", "{'approval_id':'b','decision':'rejected'}");
    assertThat(isOpen("b")).isFalse();

    events
        .add("approval.requested", "{'approval_id':'c'}")
        .add("approval.timed_out", "{'approval_id':'c'}");
    assertThat(isOpen("c")).isFalse();
    assertThat(events.state().list("approval_decisions").items()).hasSize(3);
  }

  private boolean isOpen(String approval) {
    return only("approvals", approval).member("open").orElseThrow().booleanValue();
  }

  @Test
  void knowledgeVerificationsIntentsOutcomesAndWorkersFollowTheirIds() {
    events
        .add("knowledge.entry_created", "{'entry_id':'k','content':'x'}")
        .add("knowledge.entry_overridden", "{'entry_id':'k','replaced_by_entry_id':'l'}")
        .add("verification.started", "{'verification_id':'v','criteria':['a']}")
        .add("verification.verdict_rendered", "{'verification_id':'v','verdict':'fail'}")
        .add("intent.created", "{'intent_id':'i','instruction':'old'}")
        .add("intent.mutated", "{'intent_id':'i','version':'2','instruction':'new'}")
        .add("outcome.produced", "{'outcome_id':'o'}")
        .add("outcome.completed", "{'outcome_id':'o','status':'delivered'}")
        .add("lifecycle.worker_started", "{'model':'m'}")
        .add("lifecycle.worker_capacity_changed", "{'capacity':2}");

    assertThat(only("knowledge_entries", "k").text("status")).contains("overridden");
    assertThat(only("knowledge_entries", "k").text("content")).contains("x");
    assertThat(only("verifications", "v").text("verdict")).contains("fail");
    assertThat(events.state().currentIntent()).isEqualTo("i");
    assertThat(only("intents", "i").text("instruction")).contains("new");
    assertThat(only("intent_mutations", "#6").text("version")).contains("2");
    assertThat(only("outcomes", "o").text("completed_as")).contains("delivered");
    assertThat(only("workers", "writer").text("model")).contains("m");
    assertThat(number("workers", "writer", "capacity")).isEqualTo(2);
  }

  @Test
  void eventsWithoutIdsAreItemsOfTheirOwn() {
    events
        .add("verification.verdict_rendered", "{'verdict':'pass','reward':1,'cost_usd':0.03}")
        .add("guardrail.blocked", "{'guardrail_id':'g','reason':'limit'}")
        .add("guardrail.blocked", "{'guardrail_id':'g','reason':'again'}");

    assertThat(only("verifications", "#1").text("verdict")).contains("pass");
    assertThat(number("guardrails", "g", "times_blocked")).isEqualTo(2);
    assertThat(events.state().list("guardrail_incidents").items())
        .map(Item::id)
        .containsExactly("#2", "#3");
  }

  @Test
  void costsAreSummedExactlyForEachType() {
    events
        .add("skill.tool_returned", "{'call_id':'a','cost_usd':0.1}")
        .add("skill.tool_returned", "{'call_id':'b','cost_usd':0.2}")
        .add("skill.tool_returned", "{'call_id':'c','cost_usd':null}")
        .add(
            "skill.tool_returned",
            "{'call_id':'d','cost_usd':{'$redacted':{'level':'restricted'}}}")
        .add("workflow.cost_threshold_reached", "{'threshold_usd':1,'cost_usd':9}")
        .add("workflow.completed", "{'cost_usd':7,'tokens_input':5}");

    Costs.Spent calls = events.state().costs().byType().get("skill.tool_returned");
    assertThat(calls.costUsd()).isEqualByComparingTo(new BigDecimal("0.3"));
    assertThat(calls.events()).isEqualTo(3);
    assertThat(calls.withheld()).isEqualTo(1);
    assertThat(events.state().costs().byType())
        .containsOnlyKeys("skill.tool_returned", "workflow.completed");
    assertThat(events.state().list("cost_thresholds").items()).hasSize(1);
  }

  @Test
  void typesOfTheOperatorAreCounted() {
    events.add("shop.sold_out", "{'article':1}").add("interaction.check_in", "{}");

    assertThat(events.state().counts().byType()).hasSize(2);
    assertThat(events.state().counts().extensions()).containsOnlyKeys("shop.sold_out");
  }

  private Item only(String list, String id) {
    return events.state().list(list).find(id).orElseThrow();
  }

  private int number(String list, String id, String member) {
    return only(list, id).member(member).map(JsonNode::intValue).orElseThrow();
  }
}
