package org.dwsaudit.schema.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.Sha256;
import org.dwsaudit.schema.json.CompactJson;
import org.dwsaudit.schema.note.SignedNote;

/** The signature under a bundle: a note that names its manifest by its hash. */
public final class BundleSeal {

  static final String TITLE = "dws-audit/bundle/v1";

  private BundleSeal() {}

  static String text(String origin, byte[] manifest) {
    String hash = Bytes32.of(Sha256.digest().digest(manifest)).hex();
    return "%s\n%s\n%s\n".formatted(TITLE, origin, hash);
  }

  /**
   * Writes the manifest and the signature under it, and ends the bundle.
   *
   * @param sign with the key that the manifest names
   */
  public static void end(
      BundleWriter bundle, BundleManifest manifest, Function<String, SignedNote> sign)
      throws IOException {
    byte[] json =
        CompactJson.text(ManifestJson.write(manifest, bundle.files()))
            .getBytes(StandardCharsets.UTF_8);
    bundle.put(BundleEntry.MANIFEST, json);
    String note = sign.apply(text(manifest.origin(), json)).format();
    bundle.put(BundleEntry.MANIFEST_NOTE, note.getBytes(StandardCharsets.UTF_8));
    bundle.finish();
  }
}
