package org.dwsaudit.schema.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.Sha256;

/** Deflates what is written, and knows size, checksum and hash in the end. For one thread. */
final class PackedOutput extends OutputStream {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final OutputStream out;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final CRC32 crc = new CRC32();
  private final MessageDigest sha = Sha256.digest();
  private long packed;
  private long size;
  private boolean closed;

  /** It does not close the stream. */
  PackedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    size += length;
    deflater.setInput(bytes, offset, length);
    while (!deflater.needsInput()) {
      drain();
    }
  }

  private void drain() throws IOException {
    int made = deflater.deflate(buffer);
    sha.update(buffer, 0, made);
    packed += made;
    out.write(buffer, 0, made);
  }

  /** Writes what is left. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      deflater.finish();
      while (!deflater.finished()) {
        drain();
      }
    } finally {
      deflater.end();
    }
  }

  /** What was written, for the directory; it MUST be closed. */
  ZipEntryRecord record(BundleEntry entry, long offset) {
    return new ZipEntryRecord(entry, offset, packed, size, crc.getValue());
  }

  /** It MUST be closed, and asked once. */
  PackedFile file() {
    return new PackedFile(packed, Bytes32.of(sha.digest()));
  }
}
