package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the entries of a bundle's file are. Every byte that is not an entry's own is compared with
 * the one there must be.
 */
final class ZipLayout {

  private static final int DIRECTORY_BYTES_MAX = 4096;
  private static final int STORED_BYTES_MAX = 64 * 1024 * 1024;

  private ZipLayout() {}

  /** The entries, in order. */
  static List<ZipEntryRecord> read(FileChannel file) throws IOException {
    long length = file.size();
    long offset = directoryOffset(file, length);
    if (offset < 0 || offset > length || length - offset > DIRECTORY_BYTES_MAX) {
      throw malformed("file: not a zip file that ends in its directory (expected: a bundle)");
    }
    byte[] directory = bytes(file, offset, (int) (length - offset));
    List<ZipEntryRecord> entries = entries(directory);
    if (!Arrays.equals(directory, ZipRecords.directory(entries, offset))) {
      throw malformed("file: another directory than of a bundle's six entries");
    }
    long at = 0;
    for (ZipEntryRecord entry : entries) {
      requireHeaders(file, entry, at);
      at = entry.end();
    }
    if (at != offset) {
      throw malformed("file: bytes before the directory that belong to no entry");
    }
    return entries;
  }

  private static long directoryOffset(FileChannel file, long length) throws IOException {
    if (length < ZipRecords.END_BYTES) {
      return -1;
    }
    ByteBuffer end = buffer(file, length - ZipRecords.END_BYTES, ZipRecords.END_BYTES);
    long offset = Integer.toUnsignedLong(end.getInt(16));
    int longEnd = ZipRecords.END_BYTES + ZipRecords.LOCATOR_BYTES + ZipRecords.LONG_END_BYTES;
    if (offset < ZipEntryRecord.MAX_32 || length < longEnd) {
      return offset;
    }
    return buffer(file, length - longEnd, ZipRecords.LONG_END_BYTES).getLong(48);
  }

  private static List<ZipEntryRecord> entries(byte[] directory) {
    ByteBuffer in = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
    List<ZipEntryRecord> entries = new ArrayList<>();
    try {
      int at = 0;
      for (BundleEntry entry : BundleEntry.values()) {
        int extraAt = at + ZipRecords.CENTRAL_BYTES + (in.getShort(at + 28) & ZipRecords.MAX_16);
        entries.add(entry(entry, in, at, extraAt + 4));
        at = extraAt + (in.getShort(at + 30) & ZipRecords.MAX_16);
      }
      return entries;
    } catch (IndexOutOfBoundsException e) {
      throw malformed("file: its directory breaks off");
    }
  }

  private static ZipEntryRecord entry(BundleEntry entry, ByteBuffer in, int at, int longsAt) {
    long[] values = new long[3];
    int next = longsAt;
    int[] places = {at + 24, at + 20, at + 42};
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.toUnsignedLong(in.getInt(places[i]));
      if (values[i] == ZipEntryRecord.MAX_32) {
        values[i] = in.getLong(next);
        next += Long.BYTES;
      }
    }
    long crc = Integer.toUnsignedLong(in.getInt(at + 16));
    return new ZipEntryRecord(entry, values[2], values[1], values[0], crc);
  }

  private static void requireHeaders(FileChannel file, ZipEntryRecord entry, long at)
      throws IOException {
    String name = entry.entry().fileName();
    boolean stored = !entry.entry().deflated();
    if (entry.offset() != at
        || entry.packed() < 0
        || entry.packed() > file.size()
        || entry.size() < 0
        || (stored && (entry.packed() != entry.size() || entry.size() > STORED_BYTES_MAX))) {
      throw malformed("file: %s is not where or as large as it must be".formatted(name));
    }
    requireSame(file, at, ZipRecords.local(entry), name);
    requireSame(file, entry.dataOffset() + entry.packed(), ZipRecords.descriptor(entry), name);
  }

  private static void requireSame(FileChannel file, long at, byte[] expected, String name)
      throws IOException {
    if (!Arrays.equals(bytes(file, at, expected.length), expected)) {
      throw malformed("file: another header of %s than a bundle has".formatted(name));
    }
  }

  private static byte[] bytes(FileChannel file, long at, int length) throws IOException {
    return buffer(file, at, length).array();
  }

  private static ByteBuffer buffer(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      readFully(file, at, buffer);
    } catch (EOFException e) {
      throw malformed("file: breaks off (expected: a whole bundle)");
    }
    return buffer.flip();
  }

  private static void readFully(FileChannel file, long at, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
  }
}
