package org.dwsaudit.api.grpc;

import com.google.protobuf.ByteString;
import java.io.OutputStream;
import org.dwsaudit.schema.grpc.v1.ExportChunk;

/** Cuts what is written into chunks and sends them at the caller's pace. */
final class ChunkOutput extends OutputStream {

  static final int CHUNK_BYTES = 64 * 1024;

  private final PacedStream<ExportChunk> answers;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int filled;

  ChunkOutput(PacedStream<ExportChunk> answers) {
    this.answers = answers;
  }

  @Override
  public void write(int b) {
    chunk[filled++] = (byte) b;
    sendFull();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, CHUNK_BYTES - filled);
      System.arraycopy(bytes, offset + done, chunk, filled, part);
      filled += part;
      done += part;
      sendFull();
    }
  }

  private void sendFull() {
    if (filled == CHUNK_BYTES) {
      send();
    }
  }

  private void send() {
    ByteString data = ByteString.copyFrom(chunk, 0, filled);
    filled = 0;
    answers.send(ExportChunk.newBuilder().setData(data).build());
  }

  /** Sends what is left; a chunk that is not full waits until then. */
  @Override
  public void close() {
    if (filled > 0) {
      send();
    }
  }
}
