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

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.")
  private @Nullable String reason;

  @Option(
      names = "--format",
      defaultValue = "ndjson",
      description = "ndjson, csv or cloudevents (default: ${DEFAULT-VALUE}).")
  private String format = "ndjson";

  @Option(
      names = "--clearance",
      paramLabel = "LEVEL",
      description =
          "public, internal or confidential; values above it are withheld (default: the"
              + " caller's own).")
  private @Nullable String clearance;

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
    request.set("query", filter.json());
    try (ServerClient client = server.connect();
        InputStream export = client.download("/v1/exports", request)) {
      if (output == null) {
        export.transferTo(System.out);
        System.out.flush();
      } else {
        writeFile(export, output);
      }
    }
    return 0;
  }

  private void writeFile(InputStream export, Path target) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    long bytes;
    try (ProgressBar progress = Progress.open("export", server.json());
        OutputStream out = Files.newOutputStream(partial)) {
      bytes = new CountedLines(export, progress).transferTo(out);
    }
    Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary.put("output", target.toString()).put("format", format).put("bytes", bytes);
    server.show(
        summary, (answer, out) -> out.printf("Exported to %s (%,d bytes)%n", target, bytes));
  }

  /** Moves the progress on by the lines that pass. */
  private static final class CountedLines extends FilterInputStream {
    private final ProgressBar progress;

    CountedLines(InputStream in, ProgressBar progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      int lines = 0;
      for (int i = offset; i < offset + read; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
      progress.stepBy(lines);
      return read;
    }
  }
}
