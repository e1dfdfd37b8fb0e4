package org.dwsaudit.api.grpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dwsaudit.api.export.ExportJob;
import org.dwsaudit.schema.grpc.v1.ExportChunk;

/**
 * One call of Export. It ends well only when every event is handed over and the export is on
 * record.
 */
final class ExportCall {

  private final ExportJob job;

  ExportCall(ExportJob job) {
    this.job = job;
  }

  void run(PacedStream<ExportChunk> answers) {
    try {
      job.run(new ChunkOutput(answers), answers::requireCaller);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
