package org.dwsaudit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dwsaudit.app.cli.Cli.Result;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.app.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Bundles over the command line: what an auditor does, and what they see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyBundleIT {

  private static final String REASON = "Prüfung № 7, 監査";

  private final String session = SampleEvents.newSession();
  private TestServer server;
  private Cli cli;
  private Path folder;
  private Path key;
  private Path kept;
  private Path bundle;

  @BeforeAll
  void export(@TempDir Path temporary) throws IOException {
    folder = temporary;
    server = TestServer.start();
    cli = new Cli(server.uri());
    ObjectNode open = SampleEvents.event(session, "skill.invoked", 1);
    open.withObject("/payload").put("skill_id", "search");
    ObjectNode secret = open.deepCopy().put("event_id", SampleEvents.newSession());
    secret.put("data_classification", "confidential");
    Path events = folder.resolve("events.ndjson");
    Files.writeString(events, SampleEvents.ndjson(open, secret));
    run("append", events.toString());
    kept = folder.resolve("kept.txt");
    run("log", "checkpoint", "--now", "--output", kept.toString());
    key = folder.resolve("audit.pub");
    Files.writeString(key, run("log", "key").out());
    bundle = folder.resolve("case.zip");
    run(
        "export",
        "--format",
        "bundle",
        "--clearance",
        "internal",
        "--since",
        kept.toString(),
        "--reason",
        REASON,
        "--output",
        bundle.toString());
  }

  @AfterAll
  void close() {
    server.close();
  }

  private Result run(String... arguments) {
    Result result = arguments[0].equals("verify") ? Cli.plain(arguments) : cli.run(arguments);
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    return result;
  }

  @Test
  void saysWhatIsProvedAndWhatIsOnlySaid() {
    String said =
        run("verify", bundle.toString(), "--key", key.toString(), "--against", kept.toString())
            .out();
    assertThat(said)
        .contains("Proved: ", "2 events of 1 session,", "1 part withheld", "kept earlier")
        .contains("Only said", REASON)
        .doesNotContain("No --key");
    assertThat(run("verify", bundle.toString()).out()).contains("No --key was given");
    var json = run("verify", bundle.toString(), "--key", key.toString(), "--json").json();
    assertThat(json.path("verified").asBoolean()).isTrue();
    assertThat(json.path("events").asInt()).isEqualTo(2);
  }

  @Test
  void writesAReportAndASummary() throws IOException {
    Path report = folder.resolve("report.pdf");
    Path summary = folder.resolve("summary.csv");
    run(
        "verify",
        bundle.toString(),
        "--key",
        key.toString(),
        "--report",
        report.toString(),
        "--summary",
        summary.toString());
    assertThat(Files.readAllLines(summary))
        .containsExactly(
            "session_id,first,last,events,expired,withheld_parts,head", session + ",1,2,2,0,1,2");
    try (PDDocument pdf = Loader.loadPDF(report.toFile())) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("Verification of an audit export", "SHA-256", session, "Prüfung № 7")
          .contains("\\u{76e3}");
    }
  }

  @Test
  void whatIsNotProvedLeavesNoReport() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[500] ^= 4;
    Path changed = Files.write(folder.resolve("changed.zip"), bytes);
    Path report = folder.resolve("none.pdf");
    Path summary = folder.resolve("none.csv");
    Result result =
        Cli.plain(
            "verify",
            changed.toString(),
            "--key",
            key.toString(),
            "--report",
            report.toString(),
            "--summary",
            summary.toString());
    assertThat(result.status()).isOne();
    assertThat(result.out()).contains("NOT proved", "_ALTERED").doesNotContain("Proved:");
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("none."));
    assertThat(Cli.plain("verify", changed.toString(), "--json").json().path("flaw").asText())
        .isEqualTo("FILE_ALTERED");
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(Cli.plain("verify").status()).isEqualTo(2);
    assertThat(Cli.plain("verify", bundle.toString(), "--store").status()).isEqualTo(2);
    assertThat(Cli.plain("verify", bundle.toString(), "--key", "nonsense").status()).isEqualTo(2);
    assertThat(Cli.plain("verify", bundle.toString(), "--against", key.toString()).status())
        .isEqualTo(2);
    assertThat(Cli.plain("verify", folder.resolve("missing").toString()).status()).isOne();
    assertThat(cli.run("export", "--since", kept.toString()).status()).isOne();
  }
}
