package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.dwsaudit.app.client.ServerClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every verb that talks to a server takes. */
final class ServerOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${DWS_AUDIT_SERVER:-http://127.0.0.1:8080}",
      description = "The server to talk to (default: ${DEFAULT-VALUE}).")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(names = "--json", description = "Machine-readable output.")
  private boolean json;

  boolean json() {
    return json;
  }

  ServerClient connect() {
    if (server.getHost() == null || server.getScheme() == null) {
      throw new UsageException(
          "--server: %s (expected: a URL as http://127.0.0.1:8080)".formatted(server));
    }
    return new ServerClient(server);
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Asks the server and shows the answer: as it is with {@code --json}, else for a person. */
  int show(Function<ServerClient, JsonNode> question, BiConsumer<JsonNode, PrintWriter> forPeople) {
    try (ServerClient client = connect()) {
      show(question.apply(client), forPeople);
      return 0;
    }
  }

  void show(JsonNode answer, BiConsumer<JsonNode, PrintWriter> forPeople) {
    if (json) {
      out().println(answer.toPrettyString());
    } else {
      forPeople.accept(answer, out());
    }
    out().flush();
  }
}
