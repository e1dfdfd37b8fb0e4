package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.SignedNote;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "log",
    description = {
      "The Merkle log: what the store says in public that it contains.",
      "Keep a checkpoint elsewhere, and nobody can remove or rewrite what it covers unseen."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      LogVerb.Signed.class,
      LogVerb.Key.class,
      LogVerb.Proof.class,
      LogVerb.Grown.class,
      LogVerb.Rotate.class
    })
final class LogVerb implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "log: what? (expected: checkpoint, key, proof, consistency or rotate-key)");
  }

  @Command(
      name = "checkpoint",
      description = "Prints the newest checkpoint, a signed note.",
      mixinStandardHelpOptions = true)
  static final class Signed implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--now", description = "Make one with all events until now.")
    private boolean now;

    @Option(names = "--output", paramLabel = "FILE", description = "Write it to a file.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
      try (ServerClient client = server.connect()) {
        String note =
            now ? client.postForText("/v1/log/checkpoint") : client.text("/v1/log/checkpoint");
        if (output != null) {
          Files.writeString(output, note);
        }
        server.show(tree(note), (_, out) -> print(note, out));
      }
      return 0;
    }

    private void print(String note, PrintWriter out) {
      if (output == null) {
        out.print(note);
      } else {
        out.printf(
            "Checkpoint of %,d events written to %s%n",
            Checkpoint.parse(SignedNote.parse(note).text()).size(), output);
      }
    }

    private static ObjectNode tree(String note) {
      Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
      return JsonNodeFactory.instance
          .objectNode()
          .put("origin", checkpoint.origin())
          .put("size", checkpoint.size())
          .put("root", checkpoint.root().hex())
          .put("note", note);
    }
  }

  @Command(
      name = "key",
      description = {
        "Prints the public key that checkpoints are signed with.",
        "Whoever verifies must have it from somebody they trust."
      },
      mixinStandardHelpOptions = true)
  static final class Key implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
      return server.show(
          client -> client.get("/v1/log/keys"),
          (answer, out) -> {
            JsonNode keys = answer.path("keys");
            out.println(keys.path(keys.size() - 1).path("key").asText());
          });
    }
  }

  @Command(
      name = "proof",
      description = "Proves that an event is in the log, as C2SP tlog-proof has it.",
      mixinStandardHelpOptions = true)
  static final class Proof implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--event", paramLabel = "UUID", required = true, description = "The event.")
    private String event = "";

    @Override
    public Integer call() {
      return server.show(
          client ->
              client.get(
                  "/v1/log/proofs/inclusion" + ServerClient.query(Map.of("event_id", event))),
          (answer, out) -> out.print(answer.path("tlog_proof").asText()));
    }
  }

  @Command(
      name = "consistency",
      description = {
        "Shows that the log still has all that an earlier checkpoint covered, unchanged.",
        "The keys are asked of the server; the earlier checkpoint is what you kept."
      },
      mixinStandardHelpOptions = true)
  static final class Grown implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
        names = "--from",
        paramLabel = "FILE",
        required = true,
        description = "The earlier checkpoint.")
    private Path from = Path.of("");

    @Override
    public Integer call() {
      try (ServerClient client = server.connect()) {
        ConsistencyCheck check = ConsistencyCheck.ask(client, CheckpointFile.note("--from", from));
        server.show(check.tree(), check::print);
        return check.holds() ? 0 : ErrorReport.REFUSED;
      }
    }
  }

  @Command(
      name = "rotate-key",
      description = "Puts a new key in force, named by the one before it.",
      mixinStandardHelpOptions = true)
  static final class Rotate implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--reason", required = true, description = "Why; it is recorded.")
    private String reason = "";

    @Override
    public Integer call() {
      return server.show(
          client ->
              client.post(
                  "/v1/log/keys", JsonNodeFactory.instance.objectNode().put("reason", reason)),
          (answer, out) -> out.printf("In force: %s%n", answer.path("key").asText()));
    }
  }
}
