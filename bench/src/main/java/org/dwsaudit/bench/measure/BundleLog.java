package org.dwsaudit.bench.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.bench.bed.PgDatabase;

/** A server over a log that was appended, so that bundles of it prove themselves. */
final class BundleLog implements AutoCloseable {

  private static final int SLICE = 200_000;

  private final Stage stage;
  private final String database;
  private Stage.Served served;
  private ServerClient http;

  BundleLog(Stage stage, String database) throws Exception {
    this.stage = stage;
    this.database = database;
    this.served = stage.serve(database);
    this.http = new ServerClient(served.server().uri());
  }

  /** Appends until there are so many events. */
  BundleLog fill(int events) throws Exception {
    while (served.lastPosition() < events) {
      long missing = events - served.lastPosition();
      new BulkLoad(stage, served, (int) Math.min(SLICE, missing)).send();
      stage.tell("%s: %,d of %,d events".formatted(database, served.lastPosition(), events));
    }
    http.postForText("/v1/log/checkpoint");
    // as it is some minutes later: the planner knows the tables
    served.database().execute("VACUUM (ANALYZE)");
    return this;
  }

  /** Another server process over the same log, in a heap of so many megabytes. */
  void restart(int heapMegabytes) throws Exception {
    http.close();
    served.close();
    served = stage.serve(database, heapMegabytes);
    http = new ServerClient(served.server().uri());
  }

  PgDatabase database() {
    return served.database();
  }

  Stage.Served served() {
    return served;
  }

  /** Exports all of it. */
  void export(OutputStream out) throws IOException {
    ObjectNode order =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", "bundle")
            .put("clearance", "confidential");
    try (InputStream bundle = http.download("/v1/exports", order)) {
      bundle.transferTo(out);
    }
  }

  Path export() throws IOException {
    Path file = Files.createTempFile(stage.bed().folder(), "bundle-", ".zip");
    try (OutputStream out = Files.newOutputStream(file)) {
      export(out);
    }
    return file;
  }

  @Override
  public void close() throws Exception {
    http.close();
    served.close();
    stage.bed().drop(database);
  }
}
