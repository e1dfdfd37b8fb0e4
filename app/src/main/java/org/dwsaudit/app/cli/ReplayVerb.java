package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = "Shows a session's state: at its end, at a point, or what changed between two.",
    mixinStandardHelpOptions = true)
final class ReplayVerb implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private ReasonOption reason = new ReasonOption();

  @Parameters(paramLabel = "SESSION", description = "The session's UUID.")
  private String session = "";

  @ArgGroup(exclusive = true)
  private Moment moment = new Moment();

  private static final class Moment {
    @Option(
        names = "--at",
        paramLabel = "N|TIME",
        description = "A sequence number, or a time as 2026-04-01T00:00:00Z.")
    private @Nullable String at;

    @Option(
        names = "--diff",
        arity = "2",
        paramLabel = "N|TIME",
        description = "Two of them: what changed in between.")
    private List<String> diff = List.of();
  }

  @Override
  public Integer call() {
    if (moment.diff.isEmpty()) {
      return server.show(this::state, StateText::print);
    }
    if (moment.diff.size() != 2) {
      throw new UsageException("--diff: %s (expected: two points)".formatted(moment.diff));
    }
    return server.show(this::diff, ReplayVerb::printDiff);
  }

  private JsonNode state(ServerClient client) {
    String at = moment.at == null ? "" : moment.at;
    return reason.givenBy(client).get(path("state") + ServerClient.query(Map.of("at", at)));
  }

  private JsonNode diff(ServerClient client) {
    return reason
        .givenBy(client)
        .get(
            path("diff")
                + "?from="
                + ServerClient.escaped(moment.diff.get(0))
                + "&to="
                + ServerClient.escaped(moment.diff.get(1)));
  }

  private String path(String leaf) {
    return "/v1/sessions/" + ServerClient.escaped(session) + "/" + leaf;
  }

  private static void printDiff(JsonNode diff, PrintWriter out) {
    out.printf(
        "Session %s, from event %s to event %s%n",
        diff.path("session_id").asText(),
        diff.path("from").path("sequence_number").asText("the start"),
        diff.path("to").path("sequence_number").asText("the start"));
    TextTable table = new TextTable("", "WHAT", "BEFORE", "AFTER");
    for (JsonNode change : diff.path("changes")) {
      table.row(
          switch (change.path("op").asText()) {
            case "add" -> "+";
            case "remove" -> "-";
            default -> "~";
          },
          change.path("path").asText(),
          shown(change.path("from")),
          shown(change.path("to")));
    }
    if (table.isEmpty()) {
      out.println("Nothing changed.");
    } else {
      table.print(out);
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "" : value.isTextual() ? value.asText() : value.toString();
  }
}
