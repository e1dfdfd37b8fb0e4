package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.Sha256;

/** A bundle's file, opened to be read; nothing in it is believed. */
final class BundleFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 128 * 1024;
  private static final int SMALL_BYTES_MAX = 16 * 1024 * 1024;

  private final FileChannel file;
  private final List<ZipEntryRecord> entries;

  private BundleFile(FileChannel file, List<ZipEntryRecord> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * @throws BundleException BUNDLE_MALFORMED if it is not the file of a bundle
   */
  static BundleFile open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new BundleFile(file, ZipLayout.read(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** All of a small entry, which is not packed. */
  byte[] small(BundleEntry entry) throws IOException {
    ZipEntryRecord record = record(entry);
    if (record.size() > SMALL_BYTES_MAX) {
      throw malformed(
          "%s: %d bytes (expected: %d at most)"
              .formatted(entry.fileName(), record.size(), SMALL_BYTES_MAX));
    }
    try (InputStream in = open(entry)) {
      return in.readAllBytes();
    }
  }

  /** The hash of an entry's bytes as they stand in the file. */
  PackedFile hash(BundleEntry entry) throws IOException {
    ZipEntryRecord record = record(entry);
    return hash(record.dataOffset(), record.packed());
  }

  /** The hash of the whole file. */
  PackedFile hashAll() throws IOException {
    return hash(0, file.size());
  }

  private PackedFile hash(long offset, long bytes) throws IOException {
    MessageDigest sha = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = new Part(offset, bytes)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
    }
    return new PackedFile(bytes, Bytes32.of(sha.digest()));
  }

  /** An entry's content; size and checksum are compared when it ends. */
  InputStream open(BundleEntry entry) {
    ZipEntryRecord record = record(entry);
    Part part = new Part(record.dataOffset(), record.packed());
    InputStream content = entry.deflated() ? new Unpacked(part, new Inflater(true)) : part;
    return new Checked(content, record);
  }

  private ZipEntryRecord record(BundleEntry entry) {
    return entries.get(entry.ordinal());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static final class Unpacked extends InflaterInputStream {
    private final Inflater inflater;

    Unpacked(InputStream in, Inflater inflater) {
      super(in, inflater, BUFFER_BYTES);
      this.inflater = inflater;
    }

    @Override
    public void close() throws IOException {
      inflater.end();
      super.close();
    }
  }

  /** A part of the file. */
  private final class Part extends InputStream {
    private long at;
    private final long end;

    Part(long offset, long bytes) {
      this.at = offset;
      this.end = offset + bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (at >= end) {
        return -1;
      }
      int wanted = (int) Math.min(length, end - at);
      int read = file.read(ByteBuffer.wrap(bytes, offset, wanted), at);
      if (read < 0) {
        throw new EOFException("the file has become shorter");
      }
      at += read;
      return read;
    }
  }

  private static final class Checked extends CheckedInputStream {
    private final ZipEntryRecord record;
    private long size;

    Checked(InputStream in, ZipEntryRecord record) {
      super(in, new CRC32());
      this.record = record;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      size += Math.max(read, 0);
      if (size > record.size() || (read < 0 && !isAsSaid())) {
        throw malformed(
            "%s: other content than the file's directory says"
                .formatted(record.entry().fileName()));
      }
      return read;
    }

    private boolean isAsSaid() {
      return size == record.size() && getChecksum().getValue() == record.crc();
    }
  }
}
