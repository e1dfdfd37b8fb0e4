package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dwsaudit.schema.integrity.ExactJson;
import org.dwsaudit.schema.integrity.ProofException;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.NoteVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Checks a bundle with nothing but a public key: no store, no server, no network. Reads the file
 * three times, in memory that does not grow with its events.
 *
 * <p>What is proved when {@link #verify} returns, and what is only said by who exported, is in
 * {@code docs/design/integrity.md}.
 */
public final class BundleVerifier {

  private static final int RECEIPTS_MAX = 1_000_000;

  private final Path path;
  private final Optional<NoteVerifier> key;
  private final Optional<String> earlier;

  /**
   * @param key the log's public key, from elsewhere than the bundle. Without one the bundle is
   *     checked under the key that it names itself: then whoever made it may have made all of it up
   * @param earlier a checkpoint of the log that was kept elsewhere, as a signed note
   */
  public BundleVerifier(Path path, Optional<NoteVerifier> key, Optional<String> earlier) {
    this.path = path;
    this.key = key;
    this.earlier = earlier;
  }

  /**
   * Checks all of it.
   *
   * @throws BundleException with the first thing wrong: then nothing is proved
   * @throws IOException if the file cannot be read
   */
  public BundleReport verify(BundleProgress progress) throws IOException {
    try (BundleFile file = BundleFile.open(path)) {
      return verify(file, progress);
    }
  }

  private BundleReport verify(BundleFile file, BundleProgress progress) throws IOException {
    byte[] manifestBytes = file.small(BundleEntry.MANIFEST);
    BundleManifest.Signed signed = ManifestJson.read(json(BundleEntry.MANIFEST, manifestBytes));
    BundleManifest manifest = signed.manifest();
    TrustedKeys keys =
        new TrustedKeys(
            key.orElse(manifest.key()), json(BundleEntry.KEYS, file.small(BundleEntry.KEYS)));
    requireSigned(file, keys, manifest, manifestBytes);
    Checkpoint checkpoint = checkpoint(file, keys, manifest);
    requireFiles(file, signed);
    Checkpoint before =
        earlier
            .map(
                text ->
                    keys.checkpoint(
                        "earlier checkpoint", TrustedKeys.note("earlier checkpoint", text)))
            .orElse(null);
    requireNotLarger(before, checkpoint);
    Map<UUID, Receipt> receipts = receipts(file, new ReceiptReader(manifest.tenant(), checkpoint));
    LogCheck log = new LogCheck(manifest.tenant(), checkpoint, before, receipts, progress::session);
    BundleCounts counts = check(file, log, manifest.counts(), progress);
    if (!counts.equals(manifest.counts())) {
      throw new BundleException(
          BundleFlaw.COUNT_WRONG, "%s (expected: %s)".formatted(counts, manifest.counts()));
    }
    PackedFile whole = file.hashAll();
    return new BundleReport(
        manifest,
        checkpoint,
        keys.inForce(),
        key.isPresent(),
        Optional.ofNullable(before),
        counts,
        log.earliest(),
        log.latest(),
        receipts.size(),
        whole.bytes(),
        whole.sha256().hex());
  }

  private static JsonNode json(BundleEntry entry, byte[] bytes) {
    try {
      return ExactJson.read(LineReader.text(bytes));
    } catch (ProofException e) {
      throw malformed(entry.fileName() + ": not JSON that can be relied on");
    }
  }

  private static void requireSigned(
      BundleFile file, TrustedKeys keys, BundleManifest manifest, byte[] manifestBytes)
      throws IOException {
    String name = BundleEntry.MANIFEST_NOTE.fileName();
    String note = LineReader.text(file.small(BundleEntry.MANIFEST_NOTE));
    String text = keys.require(name, note).text();
    if (!manifest.key().equals(keys.inForce())) {
      throw new BundleException(
          BundleFlaw.KEY_UNKNOWN,
          "manifest.json: key: %s (expected: %s)".formatted(manifest.key(), keys.inForce()));
    }
    if (!text.equals(BundleSeal.text(manifest.origin(), manifestBytes))) {
      throw new BundleException(
          BundleFlaw.MANIFEST_ALTERED, "manifest.json: not the one that was signed");
    }
  }

  private static Checkpoint checkpoint(BundleFile file, TrustedKeys keys, BundleManifest manifest)
      throws IOException {
    String name = BundleEntry.CHECKPOINT.fileName();
    String note = LineReader.text(file.small(BundleEntry.CHECKPOINT));
    Checkpoint checkpoint = keys.checkpoint(name, keys.require(name, note));
    if (checkpoint.size() != manifest.checkpointSize()) {
      throw new BundleException(
          BundleFlaw.COUNT_WRONG,
          "checkpoint: of %d entries (expected: %d)"
              .formatted(checkpoint.size(), manifest.checkpointSize()));
    }
    return checkpoint;
  }

  private static void requireFiles(BundleFile file, BundleManifest.Signed signed)
      throws IOException {
    for (Map.Entry<BundleEntry, PackedFile> said : signed.files().entrySet()) {
      if (!file.hash(said.getKey()).equals(said.getValue())) {
        throw new BundleException(
            BundleFlaw.FILE_ALTERED,
            "%s: not the file that was signed".formatted(said.getKey().fileName()));
      }
    }
  }

  private static void requireNotLarger(@Nullable Checkpoint before, Checkpoint checkpoint) {
    if (before != null && before.size() > checkpoint.size()) {
      throw new BundleException(
          BundleFlaw.CHECKPOINT_NOT_COVERED,
          "the checkpoint of %d entries is later than the bundle's, of %d"
              .formatted(before.size(), checkpoint.size()));
    }
  }

  private static Map<UUID, Receipt> receipts(BundleFile file, ReceiptReader reader)
      throws IOException {
    Map<UUID, Receipt> receipts = new HashMap<>();
    try (InputStream in = file.open(BundleEntry.RECEIPTS)) {
      LineReader lines = new LineReader(in);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        Receipt receipt = reader.read(LineReader.text(line));
        if (receipts.put(receipt.run(), receipt) != null || receipts.size() > RECEIPTS_MAX) {
          throw new BundleException(
              BundleFlaw.RECEIPT_WRONG, "receipts.ndjson: a run twice, or too many");
        }
      }
    }
    return receipts;
  }

  private static BundleCounts check(
      BundleFile file, LogCheck log, BundleCounts said, BundleProgress progress)
      throws IOException {
    try (InputStream in = file.open(BundleEntry.LOG);
        StepPipeline pipeline = new StepPipeline()) {
      pipeline.run(
          new LineReader(in),
          step -> {
            log.step(step);
            progress.checked(log.events(), said.events());
          });
      return log.end();
    } catch (BundleException e) {
      throw new BundleException(
          e.flaw(), "log.ndjson, line %d: %s".formatted(log.steps() + 1, e.getMessage()));
    }
  }
}
