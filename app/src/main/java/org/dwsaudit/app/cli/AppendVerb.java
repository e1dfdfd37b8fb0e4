package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.dwsaudit.app.client.EventFile;
import org.dwsaudit.app.client.EventFile.RawEvent;
import org.dwsaudit.app.client.EventSender;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "append",
    description = {
      "Stores events from files, or from standard input with -.",
      "NDJSON or a JSON array, plain or gzip. They are sent in units of 1,000 events, each stored"
          + " or refused as a whole and acknowledged before the next; sending a file again is safe."
    },
    mixinStandardHelpOptions = true)
final class AppendVerb implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int REPORTED_MAX = 20;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to read, or -.")
  private List<String> files = List.of();

  @Option(
      names = "--dead-letter",
      paramLabel = "FILE",
      description =
          "Set refused events aside here, one a line with its errors, and go on. Without it the"
              + " first refused unit ends the work.")
  private @Nullable Path deadLetter;

  private long reported;

  @Override
  public Integer call() throws IOException {
    try (ServerClient client = server.connect();
        Writer deadLetters =
            deadLetter == null ? Writer.nullWriter() : Files.newBufferedWriter(deadLetter);
        ProgressBar progress = Progress.open("append", server.json())) {
      EventSender sender =
          new EventSender(client, (event, errors) -> setAside(event, errors, deadLetters));
      boolean complete = true;
      for (String file : files) {
        complete = complete && sendFile(file, sender, progress);
      }
      progress.close();
      report(sender, complete);
      return sender.refused() == 0 && complete ? 0 : ErrorReport.REFUSED;
    }
  }

  private boolean sendFile(String file, EventSender sender, ProgressBar progress) {
    try (InputStream in = open(file);
        EventFile events = EventFile.open(in)) {
      return sender.send(events, () -> progress.stepTo(sender.accepted() + sender.duplicates()));
    } catch (NoSuchFileException e) {
      throw new UsageException(file + ": no such file");
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(String file) throws IOException {
    return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
  }

  private boolean setAside(RawEvent event, List<JsonNode> errors, Writer deadLetters)
      throws IOException {
    PrintWriter err = server.err();
    for (JsonNode error : errors) {
      if (reported++ < REPORTED_MAX) {
        err.printf(
            "refused: line %d %s: %s (%s)%n",
            event.line(),
            error.path("pointer").asText(),
            error.path("message").asText(),
            error.path("rule").asText());
      }
    }
    err.flush();
    ObjectNode letter = JSON.createObjectNode();
    letter.put("line", event.line());
    letter.put("event", new String(event.json(), StandardCharsets.UTF_8));
    letter.putArray("errors").addAll(errors);
    deadLetters.write(letter + "\n");
    return deadLetter != null;
  }

  private void report(EventSender sender, boolean complete) {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary.put("accepted", sender.accepted());
    summary.put("duplicates", sender.duplicates());
    summary.put("refused", sender.refused());
    summary.put("sessions", sender.sessions());
    summary.put("complete", complete);
    server.show(
        summary,
        (answer, out) -> {
          out.printf(
              "%,d accepted, %,d duplicates, %,d refused in %,d sessions%n",
              sender.accepted(), sender.duplicates(), sender.refused(), sender.sessions());
          if (!complete) {
            out.println(
                "Stopped: nothing of the refused unit was stored. Mend the lines above and send the"
                    + " file again, or set them aside with --dead-letter FILE.");
          } else if (deadLetter != null && sender.refused() > 0) {
            out.println("The refused events are in " + deadLetter);
          }
        });
  }
}
