package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "hold",
    description = "Legal holds: what they cover does not expire, later events included.",
    mixinStandardHelpOptions = true,
    subcommands = {HoldVerb.Place.class, HoldVerb.Release.class, HoldVerb.List.class})
final class HoldVerb implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "hold: what? (expected: place, release or list)");
  }

  @Command(
      name = "place",
      description = "Places a hold over a session, a workflow, a worker or a query.",
      mixinStandardHelpOptions = true)
  static final class Place implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Scope scope = new Scope();

    @Option(names = "--reason", required = true, description = "Why; it is recorded.")
    private String reason = "";

    private static final class Scope {
      @Option(names = "--session", paramLabel = "UUID", description = "The events of a session.")
      private @Nullable String session;

      @Option(names = "--workflow", paramLabel = "ID", description = "The events of a workflow.")
      private @Nullable String workflow;

      @Option(names = "--worker", paramLabel = "ID", description = "The events of a worker.")
      private @Nullable String worker;

      @Option(
          names = "--query",
          paramLabel = "JSON",
          description = "What a filter selects, as '{\"event_types\":[\"approval.*\"]}'.")
      private @Nullable String query;
    }

    @Override
    public Integer call() {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.set("scope", scope());
      body.put("reason", reason);
      return server.show(
          client -> client.post("/v1/holds", body),
          (hold, out) -> out.printf("Hold %s placed%n", hold.path("hold_id").asText()));
    }

    private ObjectNode scope() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      if (scope.session != null) {
        return json.put("kind", "session").put("value", scope.session);
      }
      if (scope.workflow != null) {
        return json.put("kind", "workflow").put("value", scope.workflow);
      }
      if (scope.worker != null) {
        return json.put("kind", "worker").put("value", scope.worker);
      }
      json.put("kind", "query");
      json.set("query", JsonArgument.object("--query", String.valueOf(scope.query)));
      return json;
    }
  }

  @Command(
      name = "release",
      description = "Releases a hold: what it kept may expire again.",
      mixinStandardHelpOptions = true)
  static final class Release implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "HOLD", description = "The hold's id.")
    private String hold = "";

    @Option(names = "--reason", required = true, description = "Why; it is recorded.")
    private String reason = "";

    @Override
    public Integer call() {
      return server.show(
          client ->
              client.delete(
                  "/v1/holds/"
                      + ServerClient.escaped(hold)
                      + ServerClient.query(Map.of("reason", reason))),
          (answer, out) -> out.printf("Hold %s released%n", hold));
    }
  }

  @Command(name = "list", description = "Lists the holds.", mixinStandardHelpOptions = true)
  static final class List implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--all", description = "Those released, too.")
    private boolean all;

    @Override
    public Integer call() {
      return server.show(
          client -> client.get("/v1/holds" + (all ? "?released=true" : "")), List::print);
    }

    private static void print(JsonNode answer, PrintWriter out) {
      TextTable table = new TextTable("HOLD", "COVERS", "PLACED", "BY", "REASON", "RELEASED");
      for (JsonNode hold : answer.path("holds")) {
        JsonNode scope = hold.path("scope");
        String covers =
            scope.has("value") ? scope.path("value").asText() : scope.path("query") + "";
        table.row(
            hold.path("hold_id").asText(),
            scope.path("kind").asText() + " " + covers,
            hold.path("placed_at").asText(),
            hold.path("placed_by").asText(),
            hold.path("reason").asText(),
            hold.path("released").path("released_at").asText("–"));
      }
      if (table.isEmpty()) {
        out.println("No hold.");
      } else {
        table.print(out);
      }
    }
  }
}
