package org.dwsaudit.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.LiveFollower;
import org.dwsaudit.app.client.ServerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

@Command(
    name = "tail",
    description = {
      "Shows events as they are committed, until Ctrl-C. Where the connection is lost it goes on"
          + " after the last event that it showed."
    },
    mixinStandardHelpOptions = true)
final class TailVerb implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How long a server that was there may be away. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private ReasonOption reason = new ReasonOption();
  @Mixin private StartOptions start = new StartOptions();

  @Override
  public Integer call() {
    start.check();
    Output output = new Output(server.json(), server.out(), server.err());
    Thread onCtrlC = new Thread(output::finish, "stop");
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    try (ServerClient client = reason.givenBy(server.connect())) {
      new LiveFollower(client, path(), PATIENCE, output).follow();
      return 0;
    } finally {
      leave(onCtrlC);
    }
  }

  private static void leave(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it runs already
    }
  }

  private String path() {
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : filter.json().properties()) {
      add(parameters, member.getKey(), member.getValue());
    }
    String after = start.after();
    if (start.fromStart()) {
      parameters.add("from=start");
    }
    if (after != null) {
      parameters.add("after=" + ServerClient.escaped(after));
    }
    return "/v1/events/stream" + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  private static void add(List<String> parameters, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> add(parameters, name, element));
    } else if (value.isObject()) {
      // time_range as time_from and time_to
      value
          .properties()
          .forEach(
              bound -> add(parameters, name.replace("range", bound.getKey()), bound.getValue()));
    } else {
      parameters.add(name + "=" + ServerClient.escaped(value.asText()));
    }
  }

  /** Where events go; a line is never left half written. */
  private record Output(boolean json, PrintWriter out, PrintWriter err)
      implements LiveFollower.Listener {

    private static final EventLine LINES = new EventLine(Ansi.AUTO);

    @Override
    public synchronized boolean event(String event) {
      out.println(json ? event : line(event));
      // false where nobody reads on, as behind head
      return !out.checkError();
    }

    private static String line(String event) {
      try {
        return LINES.of(JSON.readTree(event));
      } catch (JsonProcessingException e) {
        return TextTable.printable(event);
      }
    }

    @Override
    public synchronized void interrupted(String why) {
      err.printf("connection lost (%s); trying again%n", why);
      err.flush();
    }

    @Override
    public synchronized void resumed() {
      err.println("connected again");
      err.flush();
    }

    /** Ctrl-C is how this verb ends, and no failure. */
    synchronized void finish() {
      out.flush();
      Runtime.getRuntime().halt(0);
    }
  }
}
