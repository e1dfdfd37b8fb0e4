package org.dwsaudit.schema.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.Sha256;

/**
 * Writes a bundle's file to a stream, its entries in their order, in memory that does not grow with
 * it. For one thread. What was written before {@link #finish} is no bundle: whoever breaks off
 * leaves nothing that could be taken for one.
 */
public final class BundleWriter {

  private final OutputStream out;
  private final List<ZipEntryRecord> records = new ArrayList<>();
  private final Map<BundleEntry, PackedFile> files = new EnumMap<>(BundleEntry.class);

  /** Does not close the stream. */
  public BundleWriter(OutputStream out) {
    this.out = out;
  }

  /** What writes an entry's bytes. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream entry) throws IOException;
  }

  /** Writes the next entry, packed while it comes. */
  public void pack(BundleEntry entry, Content content) throws IOException {
    long offset = begin(entry, true);
    out.write(ZipRecords.local(new ZipEntryRecord(entry, offset, 0, 0, 0)));
    PackedOutput packed = new PackedOutput(out);
    try (packed) {
      content.writeTo(packed);
    }
    ZipEntryRecord written = packed.record(entry, offset);
    out.write(ZipRecords.descriptor(written));
    records.add(written);
    files.put(entry, packed.file());
  }

  /** Writes the next entry as it is. */
  public void put(BundleEntry entry, byte[] content) throws IOException {
    long offset = begin(entry, false);
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntryRecord written =
        new ZipEntryRecord(entry, offset, content.length, content.length, crc.getValue());
    out.write(ZipRecords.local(written));
    out.write(content);
    records.add(written);
    files.put(entry, new PackedFile(content.length, Bytes32.of(Sha256.digest().digest(content))));
  }

  private long begin(BundleEntry entry, boolean packed) {
    if (entry.ordinal() != records.size() || entry.deflated() != packed) {
      throw new IllegalStateException("%s: not the entry that is to come".formatted(entry));
    }
    return records.isEmpty() ? 0 : records.getLast().end();
  }

  /** The entries so far, as the manifest has them. */
  Map<BundleEntry, PackedFile> files() {
    return files;
  }

  /** Writes what makes a bundle of it; all entries MUST be there. */
  public void finish() throws IOException {
    if (records.size() != BundleEntry.values().length) {
      throw new IllegalStateException("%d entries".formatted(records.size()));
    }
    out.write(ZipRecords.directory(records, records.getLast().end()));
    out.flush();
  }
}
