package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.note.NoteException;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.wire.JsonMembers;
import org.dwsaudit.schema.wire.Timestamps;

/** {@code manifest.json}. */
final class ManifestJson {

  private static final int TEXT_MAX = 4096;

  private static final List<String> MEMBERS =
      List.of(
          "format",
          "version",
          "export_id",
          "created_at",
          "tenant",
          "origin",
          "key",
          "actor",
          "clearance",
          "filter",
          "reason",
          "checkpoint_size",
          "counts",
          "files");

  private static final List<String> COUNTS =
      List.of("events", "matching", "sessions", "withheld_parts", "expired");

  private ManifestJson() {}

  static ObjectNode write(BundleManifest manifest, Map<BundleEntry, PackedFile> files) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", BundleManifest.FORMAT)
        .put("version", BundleManifest.VERSION)
        .put("export_id", manifest.exportId().toString())
        .put("created_at", Timestamps.text(manifest.createdAt()))
        .put("tenant", manifest.tenant().value())
        .put("origin", manifest.origin())
        .put("key", manifest.key().text())
        .put("actor", manifest.actor())
        .put("clearance", manifest.clearance().label())
        .set("filter", manifest.filter());
    if (manifest.reason() != null) {
      json.put("reason", manifest.reason());
    }
    json.put("checkpoint_size", manifest.checkpointSize());
    BundleCounts counts = manifest.counts();
    json.putObject("counts")
        .put("events", counts.events())
        .put("matching", counts.matching())
        .put("sessions", counts.sessions())
        .put("withheld_parts", counts.withheldParts())
        .put("expired", counts.expired());
    ObjectNode hashes = json.putObject("files");
    files.forEach(
        (entry, file) ->
            hashes
                .putObject(entry.fileName())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256().hex()));
    return json;
  }

  /**
   * @throws BundleException BUNDLE_MALFORMED
   */
  static BundleManifest.Signed read(JsonNode value) {
    try {
      JsonMembers json = JsonMembers.of(value, "manifest.json", ErrorCode.INVALID_ARGUMENT);
      json.onlyKnown(MEMBERS);
      if (!json.requiredText("format", TEXT_MAX).equals(BundleManifest.FORMAT)) {
        throw malformed("manifest.json: format: another (expected: dws-audit-bundle)");
      }
      json.requiredInteger("version", BundleManifest.VERSION, BundleManifest.VERSION);
      return new BundleManifest.Signed(manifest(json), files(json.requiredObject("files")));
    } catch (AuditException | NoteException | IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static BundleManifest manifest(JsonMembers json) {
    NoteVerifier key = NoteVerifier.parse(json.requiredText("key", TEXT_MAX));
    if (!json.requiredText("origin", TEXT_MAX).equals(key.name())) {
      throw malformed("manifest.json: origin: not the name of its key");
    }
    return new BundleManifest(
        json.requiredUuid("export_id"),
        json.requiredInstant("created_at"),
        new TenantId(json.requiredText("tenant", TEXT_MAX)),
        key,
        json.requiredText("actor", TEXT_MAX),
        clearance(json),
        filter(json),
        json.text("reason").orElse(null),
        json.requiredInteger("checkpoint_size", 0, Long.MAX_VALUE),
        counts(json.requiredObject("counts")));
  }

  private static ObjectNode filter(JsonMembers json) {
    if (json.requiredValue("filter") instanceof ObjectNode filter) {
      return filter;
    }
    throw malformed("manifest.json: filter: not an object");
  }

  private static Classification clearance(JsonMembers json) {
    return Classification.ofLabel(json.requiredText("clearance", TEXT_MAX))
        .orElseThrow(() -> malformed("manifest.json: clearance: not a level"));
  }

  private static BundleCounts counts(JsonMembers json) {
    json.onlyKnown(COUNTS);
    return new BundleCounts(
        json.requiredInteger("events", 0, Long.MAX_VALUE),
        json.requiredInteger("matching", 0, Long.MAX_VALUE),
        json.requiredInteger("sessions", 0, Long.MAX_VALUE),
        json.requiredInteger("withheld_parts", 0, Long.MAX_VALUE),
        json.requiredInteger("expired", 0, Long.MAX_VALUE));
  }

  private static Map<BundleEntry, PackedFile> files(JsonMembers json) {
    List<BundleEntry> hashed =
        Arrays.stream(BundleEntry.values())
            .filter(entry -> entry.compareTo(BundleEntry.MANIFEST) < 0)
            .toList();
    json.onlyKnown(hashed.stream().map(BundleEntry::fileName).toList());
    Map<BundleEntry, PackedFile> files = new EnumMap<>(BundleEntry.class);
    for (BundleEntry entry : hashed) {
      JsonMembers file = json.requiredObject(entry.fileName());
      file.onlyKnown(List.of("bytes", "sha256"));
      files.put(
          entry,
          new PackedFile(
              file.requiredInteger("bytes", 0, Long.MAX_VALUE),
              Bytes32.ofHex(file.requiredText("sha256", TEXT_MAX))));
    }
    return files;
  }
}
