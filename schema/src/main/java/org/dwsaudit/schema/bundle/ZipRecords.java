package org.dwsaudit.schema.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The headers of a bundle's zip file (PKWARE APPNOTE 6.3). There is one way to write each: what can
 * be chosen is fixed, so a reader compares bytes, and nothing can stand in a bundle unseen.
 */
final class ZipRecords {

  static final int END_BYTES = 22;
  static final int LOCATOR_BYTES = 20;
  static final int LONG_END_BYTES = 56;
  static final int CENTRAL_BYTES = 46;
  static final int MAX_16 = 0xFFFF;

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int LONG_END_SIGNATURE = 0x06064b50;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END_SIGNATURE = 0x06054b50;

  private static final int LONG_EXTRA = 1;
  private static final short VERSION = 45;
  private static final short MADE_ON_UNIX = 3 << 8 | VERSION;
  private static final int READABLE_FILE = 0100644 << 16;
  private static final short SIZES_FOLLOW = 1 << 3;
  private static final short DEFLATED = 8;

  /** Midnight, and the first day that the format can say. */
  private static final short TIME = 0;

  private static final short DATE = 1 << 5 | 1;

  private static final int ROOM = 256;

  private ZipRecords() {}

  /** Of a deflated entry it says neither sizes nor checksum: these follow. */
  static byte[] local(ZipEntryRecord entry) {
    ByteBuffer out = room().putInt(LOCAL_SIGNATURE).putShort(VERSION);
    common(out, entry.entry());
    boolean follow = entry.entry().deflated();
    out.putInt(follow ? 0 : (int) entry.crc())
        .putInt(follow ? 0 : (int) entry.packed())
        .putInt(follow ? 0 : (int) entry.size());
    byte[] name = name(entry.entry());
    return bytes(out.putShort((short) name.length).putShort((short) 0).put(name));
  }

  /** What follows a deflated entry; nothing for others. */
  static byte[] descriptor(ZipEntryRecord entry) {
    if (!entry.entry().deflated()) {
      return new byte[0];
    }
    ByteBuffer out = room().putInt(DESCRIPTOR_SIGNATURE).putInt((int) entry.crc());
    return bytes(
        entry.isLong()
            ? out.putLong(entry.packed()).putLong(entry.size())
            : out.putInt((int) entry.packed()).putInt((int) entry.size()));
  }

  /** All behind the last entry. */
  static byte[] directory(List<ZipEntryRecord> entries, long offset) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entries.forEach(entry -> out.writeBytes(central(entry)));
    out.writeBytes(end(entries.size(), out.size(), offset));
    return out.toByteArray();
  }

  private static byte[] central(ZipEntryRecord entry) {
    byte[] extra = longSizes(entry);
    byte[] name = name(entry.entry());
    ByteBuffer out = room().putInt(CENTRAL_SIGNATURE).putShort(MADE_ON_UNIX).putShort(VERSION);
    common(out, entry.entry());
    out.putInt((int) entry.crc())
        .putInt(clamped(entry.packed()))
        .putInt(clamped(entry.size()))
        .putShort((short) name.length)
        .putShort((short) extra.length)
        .putShort((short) 0) // comment
        .putShort((short) 0) // disk
        .putShort((short) 0) // internal attributes
        .putInt(READABLE_FILE)
        .putInt(clamped(entry.offset()))
        .put(name)
        .put(extra);
    return bytes(out);
  }

  private static void common(ByteBuffer out, BundleEntry entry) {
    out.putShort(entry.deflated() ? SIZES_FOLLOW : 0)
        .putShort(entry.deflated() ? DEFLATED : 0)
        .putShort(TIME)
        .putShort(DATE);
  }

  /** What did not fit in four bytes. */
  private static byte[] longSizes(ZipEntryRecord entry) {
    ByteBuffer values = room();
    for (long value : new long[] {entry.size(), entry.packed(), entry.offset()}) {
      if (value >= ZipEntryRecord.MAX_32) {
        values.putLong(value);
      }
    }
    byte[] fields = bytes(values);
    return fields.length == 0
        ? fields
        : bytes(room().putShort((short) LONG_EXTRA).putShort((short) fields.length).put(fields));
  }

  private static byte[] end(int entries, long size, long offset) {
    ByteBuffer out = room();
    if (offset >= ZipEntryRecord.MAX_32) {
      out.putInt(LONG_END_SIGNATURE)
          .putLong(LONG_END_BYTES - 12)
          .putShort(MADE_ON_UNIX)
          .putShort(VERSION)
          .putInt(0)
          .putInt(0)
          .putLong(entries)
          .putLong(entries)
          .putLong(size)
          .putLong(offset)
          .putInt(LOCATOR_SIGNATURE)
          .putInt(0)
          .putLong(offset + size)
          .putInt(1);
    }
    out.putInt(END_SIGNATURE)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) entries)
        .putShort((short) entries)
        .putInt((int) size)
        .putInt(clamped(offset))
        .putShort((short) 0);
    return bytes(out);
  }

  private static int clamped(long value) {
    return (int) Math.min(value, ZipEntryRecord.MAX_32);
  }

  private static byte[] name(BundleEntry entry) {
    return entry.fileName().getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuffer room() {
    return ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer written) {
    byte[] bytes = new byte[written.position()];
    written.flip().get(bytes);
    return bytes;
  }
}
