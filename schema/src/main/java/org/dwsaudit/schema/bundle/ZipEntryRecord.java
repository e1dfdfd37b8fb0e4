package org.dwsaudit.schema.bundle;

/**
 * An entry of the zip file.
 *
 * @param offset of its header
 * @param packed how many bytes stand in the file
 * @param size how many bytes they unpack to
 * @param crc CRC-32 of these
 */
record ZipEntryRecord(BundleEntry entry, long offset, long packed, long size, long crc) {

  static final long MAX_32 = 0xFFFF_FFFFL;

  /** Whether its sizes need eight bytes. */
  boolean isLong() {
    return packed >= MAX_32 || size >= MAX_32;
  }

  long dataOffset() {
    return offset + ZipRecords.local(this).length;
  }

  /** Behind all that belongs to it. */
  long end() {
    return dataOffset() + packed + ZipRecords.descriptor(this).length;
  }
}
