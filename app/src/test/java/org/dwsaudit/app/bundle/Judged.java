package org.dwsaudit.app.bundle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dwsaudit.schema.bundle.BundleFlaw;
import org.dwsaudit.schema.note.NoteVerifier;

/** Bundles and what our verifier said of them, kept to be judged by others. */
final class Judged {

  private static final Path SCRIPTS = Path.of("../schema/src/test/integrity");
  private static final Path GOLDEN =
      Path.of("../schema/src/test/resources/org/dwsaudit/schema/bundle/bundles.json");

  private final Path folder;
  private final List<Case> cases = new ArrayList<>();

  Judged(Path folder) throws IOException {
    this.folder = Files.createDirectory(folder.resolve("judged"));
  }

  private record Case(Path file, NoteVerifier key, Optional<BundleFlaw> flaw) {

    String verdict() {
      return flaw.map(BundleFlaw::name).orElse("PROVED");
    }
  }

  /** Keeps a copy. */
  void add(Path file, NoteVerifier key, Optional<BundleFlaw> flaw) throws IOException {
    Path copy = folder.resolve(cases.size() + ".zip");
    Files.copy(file, copy);
    cases.add(new Case(copy, key, flaw));
  }

  List<String> verdicts() {
    return cases.stream().map(Case::verdict).toList();
  }

  /** What the verifier in another language says of each; skipped where that is not found. */
  List<String> verdictsOfPython() throws IOException, InterruptedException {
    StringBuilder orders = new StringBuilder();
    for (Case one : cases) {
      ObjectNode order = JsonNodeFactory.instance.objectNode();
      order.put("file", one.file().toAbsolutePath().toString()).put("key", one.key().text());
      orders.append(order).append('\n');
    }
    Path list = Files.writeString(folder.resolve("list"), orders.toString());
    ProcessBuilder python =
        new ProcessBuilder(
            "python3",
            "-B",
            SCRIPTS.resolve("verify_bundle.py").toString(),
            "--batch",
            list.toString());
    Process process;
    try {
      process = python.redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "no python3 on this machine");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.lines().map(Judged::verdict).toList();
  }

  private static String verdict(String line) {
    JsonNode answer =
        line.startsWith("{") ? Exporter.tree(line) : JsonNodeFactory.instance.nullNode();
    return answer.path("verified").asBoolean() ? "PROVED" : answer.path("flaw").asText(line);
  }

  /** Writes one of each verdict down, for the format's own tests: with {@code -Dgolden=write}. */
  void writeGolden() throws IOException {
    if (!"write".equals(System.getProperty("golden"))) {
      return;
    }
    Set<String> known = new HashSet<>();
    ArrayNode golden = JsonNodeFactory.instance.arrayNode();
    for (Case one : cases) {
      if (known.add(one.verdict())) {
        golden
            .addObject()
            .put("verdict", one.verdict())
            .put("key", one.key().text())
            .put("bundle", Base64.getEncoder().encodeToString(Files.readAllBytes(one.file())));
      }
    }
    Files.createDirectories(GOLDEN.getParent());
    Files.writeString(
        GOLDEN,
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(golden)
            + "\n");
  }
}
