package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dwsaudit.app.cli.SubscriptionsVerb.SubscriptionArgument;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "parked",
    description = "Lists the events that a subscription goes on without, and why.",
    mixinStandardHelpOptions = true)
final class ParkedEventsVerb implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private SubscriptionArgument subscription = new SubscriptionArgument();

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "Only those behind a position, as next_after of the list before.")
  private @Nullable String after;

  @Override
  public Integer call() {
    String behind = after == null ? "" : "?after=" + ServerClient.escaped(after);
    return server.show(
        client -> client.get(subscription.path("/parked" + behind)), ParkedEventsVerb::print);
  }

  private static void print(JsonNode answer, PrintWriter out) {
    TextTable table =
        new TextTable("POSITION", "SESSION", "EVENT", "TYPE", "REASON", "TRIES", "ERROR");
    for (JsonNode event : answer.path("parked")) {
      table.row(
          event.path("position").asText(),
          event.path("session_id").asText(),
          event.path("event_id").asText(),
          event.path("event_type").asText(),
          event.path("retry").asBoolean() ? "to be tried" : event.path("reason").asText(),
          event.path("attempts").asText(),
          event.path("error").asText("–"));
    }
    if (table.isEmpty()) {
      out.println("Nothing is parked.");
      return;
    }
    table.print(out);
    if (answer.path("next_after").isTextual()) {
      out.printf("More: --after %s%n", answer.path("next_after").asText());
    }
  }

  /** Which parked events are meant. */
  static final class Which {

    @Option(names = "--session", paramLabel = "UUID", description = "Those of a session.")
    private @Nullable String session;

    @Option(names = "--event", paramLabel = "UUID", description = "One event.")
    private @Nullable String event;

    @Option(names = "--all", description = "All.")
    private boolean all;

    ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      if (session != null) {
        return json.put("session_id", session);
      }
      return event != null ? json.put("event_id", event) : json.put("all", all);
    }
  }

  /** Does something to parked events, and says to how many. */
  abstract static class Change implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private SubscriptionArgument subscription = new SubscriptionArgument();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Which which = new Which();

    /**
     * Sends it.
     *
     * @param member of the answer that has the number
     * @param done what the number is followed by
     */
    final int change(String path, String member, String done) {
      return server.show(
          client -> client.post(subscription.path(path), which.json()),
          (answer, out) -> out.printf("%s %s%n", answer.path(member).asText(), done));
    }
  }

  @Command(
      name = "retry",
      description = "Has parked events tried once more; those behind them follow by themselves.",
      mixinStandardHelpOptions = true)
  static final class Retry extends Change {
    @Override
    public Integer call() {
      return change("/parked/retry", "retried", "events are tried again");
    }
  }

  @Command(
      name = "drop",
      description = "Gives parked events up: they are not delivered.",
      mixinStandardHelpOptions = true)
  static final class Drop extends Change {
    @Override
    public Integer call() {
      return change("/parked/drop", "dropped", "events dropped; they stay in the log");
    }
  }
}
