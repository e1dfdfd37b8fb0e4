package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "subscriptions",
    description = "Lists the durable subscriptions, which deliver events to webhooks.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SubscriptionCreateVerb.class,
      SubscriptionsVerb.List.class,
      SubscriptionsVerb.Show.class,
      SubscriptionsVerb.Pause.class,
      SubscriptionsVerb.Resume.class,
      SubscriptionsVerb.Delete.class,
      SubscriptionsVerb.RotateSecret.class,
      ParkedEventsVerb.class,
      ParkedEventsVerb.Retry.class,
      ParkedEventsVerb.Drop.class
    })
final class SubscriptionsVerb implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    return list(server);
  }

  private static int list(ServerOptions server) {
    return server.show(client -> client.get("/v1/subscriptions"), SubscriptionsVerb::printAll);
  }

  /** Where a subscription is, and what is below it. */
  static String path(String id, String below) {
    return "/v1/subscriptions/" + ServerClient.escaped(id) + below;
  }

  private static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void printAll(JsonNode answer, PrintWriter out) {
    TextTable table =
        new TextTable("SUBSCRIPTION", "STATUS", "PHASE", "BEHIND", "DELIVERED", "PARKED", "URL");
    for (JsonNode one : answer.path("subscriptions")) {
      JsonNode state = one.path("state");
      table.row(
          one.path("subscription_id").asText(),
          one.path("status").asText(),
          state.path("phase").asText(),
          state.path("positions_behind").asText(),
          state.path("delivered_events").asText(),
          state.path("parked_events").asText(),
          one.at("/delivery/url").asText());
    }
    if (table.isEmpty()) {
      out.println("No subscription. Make one: ./dws-audit subscriptions create --url https://…");
    } else {
      table.print(out);
    }
  }

  /** One subscription, a line for each thing that it has. */
  static void print(JsonNode one, PrintWriter out) {
    TextTable table = new TextTable("SUBSCRIPTION", one.path("subscription_id").asText());
    JsonNode delivery = one.path("delivery");
    JsonNode state = one.path("state");
    table.row("url", delivery.path("url").asText());
    table.row("selects", selected(one.path("filter")));
    table.row(
        "batches",
        "%s events, or after %s ms, as %s"
            .formatted(
                delivery.path("batch_size").asText(),
                delivery.path("max_wait_ms").asText(),
                delivery.path("format").asText()));
    table.row(
        "redacted to", one.path("clearance").asText() + ", for " + one.path("owner").asText());
    table.row("status", one.path("status").asText() + because(one.path("status_reason")));
    table.row("phase", state.path("phase").asText() + tries(state.path("batch")));
    table.row("position", state.path("position").asText() + behind(state));
    table.row("delivered", state.path("delivered_events").asText());
    table.row("parked", state.path("parked_events").asText());
    table.row("breaker", state.path("breaker").asText());
    optional(table, "last error", state.path("last_error"));
    optional(table, "last success", state.path("last_success_at"));
    table.print(out);
  }

  private static String selected(JsonNode filter) {
    return filter.isEmpty() ? "all events" : filter.toString();
  }

  private static String because(JsonNode reason) {
    return reason.isMissingNode() ? "" : ": " + reason.asText();
  }

  private static String tries(JsonNode batch) {
    return batch.isMissingNode()
        ? ""
        : ", %s events, %s tries so far%s"
            .formatted(
                batch.path("events").asText(),
                batch.path("attempts").asText(),
                batch.has("next_attempt_at")
                    ? ", the next at " + batch.path("next_attempt_at").asText()
                    : "");
  }

  private static String behind(JsonNode state) {
    return ", %s positions and %s seconds behind"
        .formatted(state.path("positions_behind").asText(), state.path("seconds_behind").asText());
  }

  private static void optional(TextTable table, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      table.row(name, value.asText());
    }
  }

  /** The secret, which nobody can ask for again. */
  static void printSecret(JsonNode one, PrintWriter out) {
    out.printf("Secret        %s%n", one.path("secret").asText());
    out.println("It is shown this once. Give it to the receiver, which checks signatures with it.");
  }

  @Command(name = "list", description = "The same, by its name.", mixinStandardHelpOptions = true)
  static final class List implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
      return SubscriptionsVerb.list(server);
    }
  }

  @Command(
      name = "show",
      description = "Shows one: what it delivers where, and how far it is.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private SubscriptionArgument subscription = new SubscriptionArgument();

    @Override
    public Integer call() {
      return server.show(client -> client.get(subscription.path("")), SubscriptionsVerb::print);
    }
  }

  @Command(
      name = "pause",
      description = "Stops delivering after the try that is under way; nothing is lost.",
      mixinStandardHelpOptions = true)
  static final class Pause implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private SubscriptionArgument subscription = new SubscriptionArgument();

    @Override
    public Integer call() {
      return server.show(
          client -> client.post(subscription.path("/pause"), nothing()), SubscriptionsVerb::print);
    }
  }

  @Command(
      name = "resume",
      description = "Goes on where it stopped, whatever stopped it.",
      mixinStandardHelpOptions = true)
  static final class Resume implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private SubscriptionArgument subscription = new SubscriptionArgument();

    @Override
    public Integer call() {
      return server.show(
          client -> client.post(subscription.path("/resume"), nothing()), SubscriptionsVerb::print);
    }
  }

  @Command(
      name = "delete",
      description = "Deletes it, with what is parked.",
      mixinStandardHelpOptions = true)
  static final class Delete implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private SubscriptionArgument subscription = new SubscriptionArgument();

    @Override
    public Integer call() {
      return server.show(
          client -> client.delete(subscription.path("")),
          (answer, out) ->
              out.printf("Subscription %s deleted%n", answer.path("subscription_id").asText()));
    }
  }

  @Command(
      name = "rotate-secret",
      description = "Gives it a new secret; the old one signs beside it for a while.",
      mixinStandardHelpOptions = true)
  static final class RotateSecret implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private SubscriptionArgument subscription = new SubscriptionArgument();

    @Option(
        names = "--overlap",
        paramLabel = "SECONDS",
        description = "How long both sign; a day unless you say otherwise, 0 for not at all.")
    private @Nullable Long overlap;

    @Override
    public Integer call() {
      ObjectNode body = nothing();
      if (overlap != null) {
        body.put("overlap_seconds", overlap);
      }
      return server.show(
          client -> client.post(subscription.path("/secret/rotate"), body),
          SubscriptionsVerb::printSecret);
    }
  }

  /** Which one is meant. */
  static final class SubscriptionArgument {

    @Parameters(paramLabel = "SUBSCRIPTION", description = "Its id, as the list has it.")
    private String id = "";

    String path(String below) {
      return SubscriptionsVerb.path(id, below);
    }
  }
}
