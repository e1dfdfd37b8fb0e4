package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.dwsaudit.app.demo.Demo;
import org.dwsaudit.app.demo.DemoStep;
import org.dwsaudit.app.demo.ThrowAwayServer;
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
    say(out, "A throw-away store, and a server on a free port of this machine:");
    try (ThrowAwayServer server = ThrowAwayServer.start(step -> say(out, "  " + step))) {
      new Demo(server.client(), Clock.systemUTC()).run(step -> show(out, step, steps.addObject()));
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
}
