package org.dwsaudit.bench.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SplittableRandom;
import org.dwsaudit.schema.event.JsonDocument;

/** What the events say: a worker goes through the clauses of a contract. */
final class Payloads {

  /** The part of an event that differs from type to type. */
  record Content(
      String eventType, String phase, String worker, JsonDocument context, JsonDocument payload) {}

  private static final String[] WORDS = {
    "liability",
    "capped",
    "supplier",
    "termination",
    "notice",
    "clause",
    "playbook",
    "annex",
    "warranty",
    "delivery",
    "meter",
    "tariff",
    "renewal",
    "penalty",
    "audit",
    "invoice",
    "deviation",
    "approved",
    "draft",
    "counterparty",
    "indemnity",
    "schedule",
    "remedy",
    "threshold"
  };
  private static final String[] PHASES = {"extraction", "analysis", "verification", "report"};
  private static final int CYCLE = 7;

  private final SplittableRandom random;

  Payloads(SplittableRandom random) {
    this.random = random;
  }

  Content of(int inSession) {
    String phase = PHASES[inSession / 10 % PHASES.length];
    String worker = "contract-analyst-" + (1 + inSession % 3);
    ObjectNode payload = object();
    String type =
        inSession == 0
            ? started(payload, worker)
            : switch (inSession % CYCLE) {
              case 1, 4 -> called(payload, inSession);
              case 2, 5 -> returned(payload, inSession);
              case 3 -> finding(payload, inSession);
              case 6 -> progress(payload, inSession);
              default -> phaseEntered(payload, phase);
            };
    return new Content(type, phase, worker, context(), JsonDocument.of(payload));
  }

  private static String started(ObjectNode payload, String worker) {
    payload
        .put("worker_name", worker)
        .put("worker_version", "2.1.0")
        .put("model", "atlas-large")
        .put("role", "analyst");
    return "lifecycle.worker_started";
  }

  private String called(ObjectNode payload, int n) {
    payload
        .put("call_id", "call-" + n)
        .put("tool", "document_search")
        .put("skill_id", "clause-extraction")
        .put("invocation_id", "inv-" + n / 5)
        .putObject("arguments")
        .put("document", "supply-agreement-" + random.nextInt(10_000))
        .put("query", text(4))
        .put("pages", random.nextInt(1, 60));
    return "skill.tool_called";
  }

  private String returned(ObjectNode payload, int n) {
    payload.put("call_id", "call-" + (n - 1)).put("tool", "document_search");
    payload
        .putObject("result")
        .put("excerpt", text(8))
        .put("page", random.nextInt(1, 60))
        .put("score", random.nextInt(1_000) / 1_000.0);
    payload.put("duration_ms", random.nextInt(20, 4_000)).put("size_bytes", random.nextInt(9_000));
    return "skill.tool_returned";
  }

  private String finding(ObjectNode payload, int n) {
    payload
        .put("finding_id", "finding-" + n)
        .put("verification_id", "ver-" + n / 10)
        .put("kind", "missing_clause")
        .put("criterion", "every clause of the playbook is covered")
        .put("text", text(7))
        .put("location", "clause " + random.nextInt(1, 40) + "." + random.nextInt(1, 9))
        .put("blocking", random.nextInt(10) == 0);
    return "verification.finding_issued";
  }

  private String progress(ObjectNode payload, int n) {
    payload
        .put("task_id", "task-" + n / 10)
        .put("percent", n * 100 / 40 % 101)
        .put("text", text(7))
        .put("cost_usd", random.nextInt(1, 500) / 1_000.0);
    return "coordination.task_progress";
  }

  private String phaseEntered(ObjectNode payload, String phase) {
    payload.put("phase", phase).put("attempt", 1).putArray("worker_ids").add("contract-analyst-1");
    return "workflow.phase_entered";
  }

  private JsonDocument context() {
    ObjectNode context = object().put("intent_ref", "intent-legal-" + random.nextInt(9_999));
    context.putArray("knowledge_entries").add("playbook-" + WORDS[random.nextInt(WORDS.length)]);
    return JsonDocument.of(context);
  }

  private String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
