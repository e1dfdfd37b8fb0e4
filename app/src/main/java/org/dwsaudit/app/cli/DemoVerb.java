package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.config.ConfigReader;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.demo.Demo;
import org.dwsaudit.app.demo.DemoStep;
import org.dwsaudit.app.server.AuditServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description =
        "Shows the whole job in one go, on sessions that ship with the product, in a throw-away"
            + " store.",
    mixinStandardHelpOptions = true)
final class DemoVerb implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Machine-readable output: the figures of each step.")
  private boolean json;

  private int number;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    Path data = Files.createTempDirectory("dws-audit-demo");
    try {
      say(out, "A throw-away store, and a server on a free port of this machine:");
      Settings settings =
          ConfigReader.read(null, Map.of(), Map.of("data", data.toString(), "server.port", "0"));
      try (AuditServer server = AuditServer.start(settings, step -> say(out, "  " + step));
          ServerClient client = new ServerClient(server.uri())) {
        new Demo(client, Clock.systemUTC()).run(step -> show(out, step, steps.addObject()));
      }
    } finally {
      delete(data);
    }
    finish(out, steps);
    return 0;
  }

  private void show(PrintWriter out, DemoStep step, ObjectNode figures) {
    figures.put("step", step.name()).setAll(step.figures());
    say(out, "");
    say(out, "%d. %s".formatted(++number, step.title()));
    say(out, "   $ ./dws-audit " + step.command());
    step.lines().forEach(line -> say(out, "   " + line));
  }

  private void finish(PrintWriter out, ArrayNode steps) {
    if (json) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      result.put("passed", true).set("steps", steps);
      out.println(result.toPrettyString());
    }
    say(out, "");
    say(out, "All %d steps did what they must. The store is gone again.".formatted(number));
    say(out, "Next: ./dws-audit serve, and in another terminal ./dws-audit append FILE");
    out.flush();
  }

  private void say(PrintWriter out, String line) {
    if (!json) {
      out.println(line);
      out.flush();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    try {
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
