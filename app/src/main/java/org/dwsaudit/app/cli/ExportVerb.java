package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = "Writes events out, redacted to a clearance.",
    mixinStandardHelpOptions = true)
final class ExportVerb implements Callable<Integer> {

  private static final String BUNDLE = "bundle";

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.")
  private @Nullable String reason;

  @Option(
      names = "--format",
      defaultValue = "ndjson",
      description = {
        "ndjson, csv, cloudevents or bundle (default: ${DEFAULT-VALUE}).",
        "A bundle proves itself: see verify."
      })
  private String format = "ndjson";

  @Option(
      names = "--clearance",
      paramLabel = "LEVEL",
      description =
          "public, internal or confidential; values above it are withheld (default: the"
              + " caller's own).")
  private @Nullable String clearance;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description =
          "With format bundle: a checkpoint that you kept. Then verify --against can show that"
              + " nothing it covers was changed since.")
  private @Nullable Path since;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write; it appears when it is complete (default: standard output).")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("format", format);
    if (clearance != null) {
      request.put("clearance", clearance);
    }
    if (reason != null) {
      request.put("reason", reason);
    }
    if (since != null) {
      request.put("since", CheckpointFile.read("--since", since).size());
    }
    request.set("query", filter.json());
    boolean binary = format.equals(BUNDLE);
    if (binary && output == null && System.console() != null && System.console().isTerminal()) {
      throw new UsageException("--output: missing (expected: a file to write the bundle to)");
    }
    try (ServerClient client = server.connect();
        InputStream export = client.download("/v1/exports", request)) {
      if (output == null) {
        export.transferTo(System.out);
        System.out.flush();
      } else {
        writeFile(export, output, binary);
      }
    }
    return 0;
  }

  private void writeFile(InputStream export, Path target, boolean binary) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    long bytes;
    try (ProgressBar progress =
            binary
                ? Progress.ofBytes("export", server.json())
                : Progress.open("export", server.json());
        OutputStream out = Files.newOutputStream(partial)) {
      bytes = new Counted(export, progress, binary).transferTo(out);
    }
    Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary.put("output", target.toString()).put("format", format).put("bytes", bytes);
    server.show(
        summary, (answer, out) -> out.printf("Exported to %s (%,d bytes)%n", target, bytes));
  }

  /** Moves the progress on by the bytes or lines that pass. */
  private static final class Counted extends FilterInputStream {
    private final ProgressBar progress;
    private final boolean binary;

    Counted(InputStream in, ProgressBar progress, boolean binary) {
      super(in);
      this.progress = progress;
      this.binary = binary;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      progress.stepBy(binary ? Math.max(read, 0) : lines(buffer, offset, read));
      return read;
    }

    private static int lines(byte[] buffer, int offset, int read) {
      int lines = 0;
      for (int i = offset; i < offset + read; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
      return lines;
    }
  }
}
