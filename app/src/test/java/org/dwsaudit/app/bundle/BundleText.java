package org.dwsaudit.app.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dwsaudit.schema.bundle.BundleCounts;
import org.dwsaudit.schema.bundle.BundleEntry;
import org.dwsaudit.schema.bundle.BundleManifest;
import org.dwsaudit.schema.bundle.BundleSeal;
import org.dwsaudit.schema.bundle.BundleWriter;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.note.NoteSigner;
import org.dwsaudit.schema.note.SignedNote;

/** A bundle's files as text, to be changed, and sealed anew by who has the log's key. */
record BundleText(Map<String, String> files) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static BundleText of(Path bundle) {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        files.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BundleText(files);
  }

  String file(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }

  List<String> lines(String name) {
    return file(name).lines().toList();
  }

  BundleText with(String name, String text) {
    Map<String, String> changed = new LinkedHashMap<>(files);
    changed.put(name, text);
    return new BundleText(changed);
  }

  BundleText withLines(String name, UnaryOperator<List<String>> change) {
    List<String> lines = change.apply(lines(name));
    return with(name, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  /** The counts of the manifest changed. */
  BundleText withCount(String name, long change) {
    ObjectNode manifest = manifest();
    ObjectNode counts = (ObjectNode) manifest.path("counts");
    counts.put(name, counts.path(name).asLong() + change);
    return with("manifest.json", manifest.toString());
  }

  ObjectNode manifest() {
    try {
      return (ObjectNode) JSON.readTree(file("manifest.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes it as a bundle that is signed. */
  void seal(Path target, NoteSigner key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BundleWriter bundle = new BundleWriter(out);
    try {
      bundle.put(BundleEntry.CHECKPOINT, bytes("checkpoint"));
      bundle.put(BundleEntry.KEYS, bytes("keys.json"));
      bundle.pack(BundleEntry.LOG, log -> write(log, "log.ndjson"));
      bundle.pack(BundleEntry.RECEIPTS, receipts -> write(receipts, "receipts.ndjson"));
      BundleSeal.end(bundle, sealed(manifest(), key), text -> sign(key, text));
      Files.write(target, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SignedNote sign(NoteSigner key, String text) {
    return key.sign(text);
  }

  private void write(OutputStream out, String name) throws IOException {
    out.write(bytes(name));
  }

  private byte[] bytes(String name) {
    return file(name).getBytes(StandardCharsets.UTF_8);
  }

  private static BundleManifest sealed(ObjectNode manifest, NoteSigner key) {
    JsonNode counts = manifest.path("counts");
    return new BundleManifest(
        UUID.fromString(manifest.path("export_id").asText()),
        Instant.parse(manifest.path("created_at").asText()),
        new TenantId(manifest.path("tenant").asText()),
        key.verifier(),
        manifest.path("actor").asText(),
        Classification.ofLabel(manifest.path("clearance").asText()).orElseThrow(),
        (ObjectNode) manifest.path("filter"),
        null,
        manifest.path("checkpoint_size").asLong(),
        new BundleCounts(
            counts.path("events").asLong(),
            counts.path("matching").asLong(),
            counts.path("sessions").asLong(),
            counts.path("withheld_parts").asLong(),
            counts.path("expired").asLong()));
  }
}
