package org.dwsaudit.schema.bundle;

/** The entries of a bundle's file, in the order in which they stand there. */
public enum BundleEntry {
  /** The checkpoint that everything is proved under. */
  CHECKPOINT("checkpoint", false),
  /** How the log's keys followed each other. */
  KEYS("keys.json", false),
  /** The log from its first entry to its last, a step a line. */
  LOG("log.ndjson", true),
  /** The receipts that the log's steps refer to. */
  RECEIPTS("receipts.ndjson", true),
  MANIFEST("manifest.json", false),
  /** The signature under the manifest. */
  MANIFEST_NOTE("manifest.note", false);

  private final String fileName;
  private final boolean deflated;

  BundleEntry(String fileName, boolean deflated) {
    this.fileName = fileName;
    this.deflated = deflated;
  }

  public String fileName() {
    return fileName;
  }

  /** Whether it is compressed; the small ones stand as they are. */
  boolean deflated() {
    return deflated;
  }
}
