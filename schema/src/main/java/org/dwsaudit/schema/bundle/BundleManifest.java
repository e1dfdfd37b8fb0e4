package org.dwsaudit.schema.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.note.NoteVerifier;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself, signed.
 *
 * @param key that signed it, and the checkpoint
 * @param actor who exported
 * @param clearance above which everything is withheld
 * @param filter which events were asked for, as a query's
 * @param reason why it was exported, if that was said
 * @param checkpointSize how many entries the log had
 */
public record BundleManifest(
    UUID exportId,
    Instant createdAt,
    TenantId tenant,
    NoteVerifier key,
    String actor,
    Classification clearance,
    ObjectNode filter,
    @Nullable String reason,
    long checkpointSize,
    BundleCounts counts) {

  static final String FORMAT = "dws-audit-bundle";
  static final int VERSION = 1;

  /** A manifest with the hashes of the files that it was signed with. */
  record Signed(BundleManifest manifest, Map<BundleEntry, PackedFile> files) {}

  /** The log's name. */
  public String origin() {
    return key.name();
  }
}
