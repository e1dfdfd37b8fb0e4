package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.ServerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "projections",
    description = "Shows how far the views are behind the log, and what is parked.",
    mixinStandardHelpOptions = true,
    subcommands = {ProjectionsVerb.Status.class, ProjectionsVerb.Rebuild.class})
final class ProjectionsVerb implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    return show(server);
  }

  private static int show(ServerOptions server) {
    return server.show(client -> client.get("/v1/projections"), ProjectionsVerb::print);
  }

  @Command(name = "status", description = "The same, by its name.", mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {

    @Mixin private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
      return ProjectionsVerb.show(server);
    }
  }

  @Command(
      name = "rebuild",
      description = "Rebuilds a view from the log, beside what readers see until it has caught up.",
      mixinStandardHelpOptions = true)
  static final class Rebuild implements Callable<Integer> {

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "The view.")
    private String name = "";

    @Override
    public Integer call() {
      String path = "/v1/projections/" + ServerClient.escaped(name) + "/rebuild";
      return server.show(
          client -> client.post(path, JsonNodeFactory.instance.objectNode()),
          ProjectionsVerb::print);
    }
  }

  private static void print(JsonNode answer, PrintWriter out) {
    TextTable views =
        new TextTable("VIEW", "STATE", "BEHIND", "SECONDS", "SERVERS", "PARKED", "REBUILD");
    TextTable parked = new TextTable("VIEW", "POSITION", "SESSION", "TYPE", "ERROR");
    for (JsonNode view : answer.path("projections")) {
      views.row(
          view.path("name").asText(),
          view.path("state").asText(),
          view.path("events_behind").asText(),
          view.path("seconds_behind").asText(),
          view.path("servers").size(),
          view.path("parked_events").asText(),
          rebuild(view.path("rebuild")));
      for (JsonNode event : view.path("parked")) {
        parked.row(
            view.path("name").asText(),
            event.path("position").asText(),
            event.path("session_id").asText(),
            event.path("event_type").asText(),
            event.path("error").asText());
      }
    }
    views.print(out);
    if (!parked.isEmpty()) {
      out.println();
      out.println("Parked: events that a view could not take, and goes on without.");
      parked.print(out);
    }
  }

  private static String rebuild(JsonNode rebuild) {
    if (rebuild.isMissingNode()) {
      return "–";
    }
    return "%s of %s events, ends about %s"
        .formatted(
            rebuild.path("events").asText(),
            rebuild.path("events_total").asText(),
            rebuild.path("estimated_end").asText("?"));
  }
}
