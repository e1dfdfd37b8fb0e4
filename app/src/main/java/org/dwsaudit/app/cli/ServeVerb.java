package org.dwsaudit.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.dwsaudit.app.config.ConfigReader;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.server.AuditServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description = {
      "Starts the server. Without --database-url it runs PostgreSQL embedded, its files under"
          + " --data."
    },
    mixinStandardHelpOptions = true)
final class ServeVerb implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      description = "Port for HTTP and gRPC (default: 8080; 0 takes a free one).")
  private @Nullable Integer port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: 127.0.0.1).")
  private @Nullable String bind;

  @Option(names = "--data", paramLabel = "FOLDER", description = "Data folder (default: ./data).")
  private @Nullable Path data;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "A PostgreSQL 15 to 18, as jdbc:postgresql://host:5432/name.")
  private @Nullable String databaseUrl;

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (YAML).")
  private @Nullable Path config;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = ConfigReader.read(config, System.getenv(), commandLine());
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch stopped = new CountDownLatch(1);
    AuditServer server =
        AuditServer.start(
            settings,
            step -> {
              out.println(step);
              out.flush();
            });
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "stop"));
    out.printf("DWS Audit listens on %s (HTTP and gRPC)%n", server.uri());
    out.println("Stop with Ctrl-C.");
    out.flush();
    stopped.await();
    return 0;
  }

  private Map<String, String> commandLine() {
    Map<String, String> values = new HashMap<>();
    put(values, "server.port", port);
    put(values, "server.bind", bind);
    put(values, "data", data);
    put(values, "database.url", databaseUrl);
    return values;
  }

  private static void put(Map<String, String> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value.toString());
    }
  }
}
