package org.dwsaudit.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.dwsaudit.app.client.ServerClient;

/**
 * The whole job, step by step, against a server whose store is empty: record, replay, query, hold,
 * expire, export, verify, tamper. Each step checks what came out and fails the demo where it is not
 * as it must be.
 */
public final class Demo {

  private static final String REVIEW = "contract-review";
  private static final String HELD = "support-refund";
  private static final Period BEHIND_OPTIONAL_PERIOD = Period.ofDays(100);

  private final ServerClient server;
  private final Clock clock;
  private final DemoEvents events = new DemoEvents();

  public Demo(ServerClient server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /**
   * Runs all steps.
   *
   * @param shown is told each step when it is done
   * @throws DemoFailedException where a step does not give what it must
   */
  public void run(Consumer<DemoStep> shown) throws IOException {
    shown.accept(append());
    shown.accept(appendAgain());
    shown.accept(query());
    shown.accept(replay());
    shown.accept(diff());
    shown.accept(hold());
    shown.accept(plan());
    shown.accept(expire());
    shown.accept(export());
    DemoBundle bundle = new DemoBundle(server);
    shown.accept(bundle.verify());
    shown.accept(bundle.tamper());
  }

  private DemoStep append() {
    JsonNode answer = post();
    require("append: accepted", answer.path("accepted").asInt(), events.size());
    return new DemoStep(
        "append",
        "Record events: numbered without a gap in each session, committed and flushed",
        "append sessions.ndjson",
        List.of(
            "%,d events of %d sessions accepted"
                .formatted(answer.path("accepted").asInt(), events.sessions().size())),
        figures().put("accepted", answer.path("accepted").asInt()));
  }

  private DemoStep appendAgain() {
    JsonNode answer = post();
    require("append again: duplicates", answer.path("duplicates").asInt(), events.size());
    require("append again: accepted", answer.path("accepted").asInt(), 0);
    return new DemoStep(
        "append-again",
        "Send them again: recognised by their ids, stored once",
        "append sessions.ndjson",
        List.of(
            "%,d duplicates acknowledged under their first numbers, none stored"
                .formatted(answer.path("duplicates").asInt())),
        figures().put("duplicates", answer.path("duplicates").asInt()));
  }

  private JsonNode post() {
    return server.send(
        "POST", "/v1/events", "application/x-ndjson", BodyPublishers.ofByteArray(events.ndjson()));
  }

  private DemoStep query() {
    ObjectNode body = figures();
    body.putObject("query").put("limit", 1_000).putArray("event_types").add("verification.*");
    JsonNode found = server.post("/v1/events/query", body).path("events");
    requireSome("query: verification events", found.size());
    List<String> lines = new ArrayList<>();
    lines.add("%d events of type verification.*, among them the verdicts:".formatted(found.size()));
    for (JsonNode event : found) {
      if (event.path("event_type").asText().equals("verification.verdict_rendered")) {
        lines.add(
            "  %s  %-18s %s"
                .formatted(
                    event.path("timestamp").asText(),
                    event.path("workflow_id").asText(),
                    event.path("payload").path("verdict").asText()));
      }
    }
    return new DemoStep(
        "query",
        "Ask for events by type, session, worker, workflow, correlation or time",
        "query --type 'verification.*'",
        lines,
        figures().put("found", found.size()));
  }

  private DemoStep replay() {
    String session = events.sessionOf(REVIEW);
    JsonNode state = server.get("/v1/sessions/" + session + "/state");
    requireSome("replay: events folded", state.path("as_of").path("sequence_number").asInt());
    return new DemoStep(
        "replay",
        "Replay a session: its state, out of nothing but its events",
        "replay " + session,
        ReplayLines.of(state),
        figures()
            .put("status", state.path("status").asText())
            .put("as_of", state.path("as_of").path("sequence_number").asInt()));
  }

  private DemoStep diff() {
    String session = events.sessionOf(REVIEW);
    JsonNode changes =
        server.get("/v1/sessions/" + session + "/diff?from=10&to=20").path("changes");
    requireSome("diff: changes between 10 and 20", changes.size());
    return new DemoStep(
        "diff",
        "See what changed between two points",
        "replay " + session + " --diff 10 20",
        List.of("%d changes between event 10 and event 20".formatted(changes.size())),
        figures().put("changes", changes.size()));
  }

  private DemoStep hold() {
    ObjectNode body = figures().put("reason", "demo: a customer's complaint");
    body.putObject("scope").put("kind", "session").put("value", events.sessionOf(HELD));
    JsonNode hold = server.post("/v1/holds", body);
    return new DemoStep(
        "hold",
        "Place a legal hold: what it covers does not expire",
        "hold place --session " + events.sessionOf(HELD) + " --reason '…'",
        List.of("hold %s over the session of %s".formatted(hold.path("hold_id").asText(), HELD)),
        figures().put("hold_id", hold.path("hold_id").asText()));
  }

  private DemoStep plan() {
    JsonNode plan = server.post("/v1/retention/plans", figures().put("as_of", later()));
    requireSome("plan: due", plan.path("due").asInt());
    requireSome("plan: held", plan.path("held").asInt());
    List<String> lines = new ArrayList<>();
    plan.path("groups").forEach(group -> lines.add(group.path("reason").asText()));
    return new DemoStep(
        "retention-plan",
        "Ask what would expire in a hundred days, and why",
        "retention plan --as-of " + later(),
        lines,
        figures().put("due", plan.path("due").asInt()).put("held", plan.path("held").asInt()));
  }

  private DemoStep expire() {
    int before = count(figures());
    JsonNode receipt = server.post("/v1/retention/runs", figures().put("as_of", later()));
    int expired = receipt.path("expired").asInt();
    requireSome("retention run: expired", expired);
    require("retention run: what is left", count(figures()), before - expired);
    return new DemoStep(
        "retention-run",
        "Expire it: a receipt, and nothing under the hold is gone",
        "retention run --as-of " + later(),
        List.of(
            "%d events expired, %d kept by the hold; receipt of run %s"
                .formatted(expired, receipt.path("held").asInt(), receipt.path("run_id").asText())),
        figures().put("expired", expired).put("held", receipt.path("held").asInt()));
  }

  private int count(ObjectNode query) {
    query.put("limit", 1_000);
    ObjectNode body = figures();
    body.set("query", query);
    return server.post("/v1/events/query", body).path("events").size();
  }

  private DemoStep export() throws IOException {
    ObjectNode body = figures().put("format", "ndjson").put("clearance", "internal");
    String export;
    try (InputStream in = server.download("/v1/exports", body)) {
      export = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> lines = export.lines().toList();
    long withheld = lines.stream().filter(line -> line.contains("\"$redacted\"")).count();
    requireSome("export: events with something withheld", (int) withheld);
    long leaked =
        events.textsOnlyOf(Set.of("confidential", "restricted")).stream()
            .filter(text -> lines.stream().anyMatch(line -> line.contains(text)))
            .count();
    require("export: confidential texts in it", (int) leaked, 0);
    return new DemoStep(
        "export",
        "Export, redacted to a clearance: withheld values are marked, never dropped",
        "export --clearance internal --output events.ndjson",
        List.of(
            "%d events exported; in %d of them something is withheld"
                .formatted(lines.size(), withheld),
            "no text of a confidential or restricted event is in the file"),
        figures().put("events", lines.size()).put("withheld", withheld));
  }

  private String later() {
    return clock
        .instant()
        .truncatedTo(ChronoUnit.DAYS)
        .atOffset(ZoneOffset.UTC)
        .plus(BEHIND_OPTIONAL_PERIOD)
        .toInstant()
        .toString();
  }

  private static ObjectNode figures() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void require(String what, int was, int expected) {
    if (was != expected) {
      throw new DemoFailedException("%s: %d (expected: %d)".formatted(what, was, expected));
    }
  }

  private static void requireSome(String what, int was) {
    if (was < 1) {
      throw new DemoFailedException("%s: %d (expected: 1 or more)".formatted(what, was));
    }
  }
}
