package org.dwsaudit.app.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.dwsaudit.app.demo.Demo;
import org.dwsaudit.app.demo.Rehearsal;
import org.dwsaudit.app.demo.ThrowAwayServer;
import picocli.CommandLine.Command;

/** For the launcher, which lets a new build learn its fast start from it. */
@Command(
    name = "rehearse",
    hidden = true,
    description =
        "Runs the demo and some load in a throw-away store, for the JVM to learn what a server"
            + " does.",
    mixinStandardHelpOptions = true)
final class RehearseVerb implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    try (ThrowAwayServer server = ThrowAwayServer.start(_ -> {})) {
      new Demo(server.client(), Clock.systemUTC()).run(_ -> {});
      new Rehearsal(server).run();
    }
    return 0;
  }
}
