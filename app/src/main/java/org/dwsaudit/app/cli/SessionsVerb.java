package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sessions",
    description = "Lists sessions, in the order in which they began.",
    mixinStandardHelpOptions = true)
final class SessionsVerb implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--status", description = "running, completed, failed, cancelled or escalated.")
  private String status = "";

  @Option(names = "--workflow", paramLabel = "ID", description = "Workflow.")
  private String workflow = "";

  @Option(names = "--worker", paramLabel = "ID", description = "Worker.")
  private String worker = "";

  @Option(names = "--from", paramLabel = "TIME", description = "With events at or after.")
  private String from = "";

  @Option(names = "--to", paramLabel = "TIME", description = "With events at or before.")
  private String to = "";

  @Option(
      names = "--limit",
      defaultValue = "1000",
      description = "Most sessions to list, 1..1000 (default: ${DEFAULT-VALUE}).")
  private int limit = 1_000;

  @Option(names = "--cursor", description = "Go on where an earlier answer ended.")
  private @Nullable String cursor;

  @Override
  public Integer call() {
    return server.show(this::sessions, SessionsVerb::print);
  }

  private JsonNode sessions(ServerClient client) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("status", status);
    parameters.put("workflow", workflow);
    parameters.put("worker", worker);
    parameters.put("from", from);
    parameters.put("to", to);
    parameters.put("limit", String.valueOf(limit));
    parameters.put("cursor", cursor == null ? "" : cursor);
    return client.get("/v1/sessions" + ServerClient.query(parameters));
  }

  private static void print(JsonNode answer, PrintWriter out) {
    TextTable table =
        new TextTable("SESSION", "STATUS", "WORKFLOW", "EVENTS", "WORKERS", "FIRST", "LAST");
    for (JsonNode session : answer.path("sessions")) {
      List<String> workers = new ArrayList<>();
      session.path("workers").forEach(w -> workers.add(w.asText()));
      table.row(
          session.path("session_id").asText(),
          session.path("status").asText(),
          session.path("workflow_id").asText(),
          session.path("events").asText(),
          String.join(", ", workers),
          session.path("first_timestamp").asText("–"),
          session.path("last_timestamp").asText("–"));
    }
    if (table.isEmpty()) {
      out.println("No session yet. Append some events: ./dws-audit append FILE");
      return;
    }
    table.print(out);
    if (answer.path("next_cursor").isTextual()) {
      out.printf("%nMore: --cursor %s%n", answer.path("next_cursor").asText());
    }
  }
}
