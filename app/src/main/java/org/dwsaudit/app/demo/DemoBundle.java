package org.dwsaudit.app.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.report.ReportText;
import org.dwsaudit.schema.bundle.BundleException;
import org.dwsaudit.schema.bundle.BundleProgress;
import org.dwsaudit.schema.bundle.BundleReport;
import org.dwsaudit.schema.bundle.BundleVerifier;
import org.dwsaudit.schema.note.NoteVerifier;

/** The last steps: an export that proves itself, checked as an outsider would. */
final class DemoBundle {

  private static final int PROVED_LINES = 4;

  private final ServerClient server;

  DemoBundle(ServerClient server) {
    this.server = server;
  }

  DemoStep verify() throws IOException {
    Path file = Files.createTempFile("dws-audit-demo", ".zip");
    try {
      export(file);
      BundleReport proved = check(file);
      List<String> lines = new ArrayList<>(ReportText.proved(proved));
      return new DemoStep(
          "verify",
          "Export it as a bundle, and let a stranger check it: offline, with a public key alone",
          "verify bundle.zip --key audit.pub",
          lines.subList(0, Math.min(PROVED_LINES, lines.size())),
          JsonNodeFactory.instance
              .objectNode()
              .put("events", proved.counts().events())
              .put("withheld_parts", proved.counts().withheldParts())
              .put("expired", proved.counts().expired()));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  DemoStep tamper() throws IOException {
    Path file = Files.createTempFile("dws-audit-demo", ".zip");
    try {
      export(file);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      BundleReport proved = check(file);
      throw new DemoFailedException(
          "tamper: proved %d events (expected: refused)".formatted(proved.counts().events()));
    } catch (BundleException e) {
      return new DemoStep(
          "tamper",
          "Change one bit of it, and let them check again",
          "verify bundle.zip --key audit.pub",
          List.of("NOT proved: %s: %s".formatted(e.flaw(), e.getMessage())),
          JsonNodeFactory.instance.objectNode().put("flaw", e.flaw().name()));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void export(Path file) throws IOException {
    try (InputStream bundle =
        server.download(
            "/v1/exports",
            JsonNodeFactory.instance
                .objectNode()
                .put("format", "bundle")
                .put("clearance", "internal"))) {
      Files.write(file, bundle.readAllBytes());
    }
  }

  private BundleReport check(Path file) throws IOException {
    NoteVerifier key = NoteVerifier.parse(server.text("/v1/log/key").strip());
    return new BundleVerifier(file, Optional.of(key), Optional.empty()).verify(BundleProgress.NONE);
  }
}
