package org.dwsaudit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dwsaudit.app.server.SampleEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL that a server started is killed: the server starts it again and goes on. */
class EmbeddedCrashIT {

  private static final int UNITS = 10;

  @TempDir private Path folder;
  private ServerProcess server;

  @AfterEach
  void stop() throws IOException {
    server.kill();
    KilledProcess.killTree(postmaster());
  }

  @Test
  void aServerBringsItsOwnDatabaseBack() throws IOException {
    server =
        ServerProcess.start(
            folder.resolve("server.log"), "--data", folder.resolve("data").toString());
    Ledger ledger = new Ledger();
    List<String> sessions = List.of(SampleEvents.newSession(), SampleEvents.newSession());
    Load load = Load.start(server::uri, ledger, sessions, 1);
    for (int kill = 1; kill <= 2; kill++) {
      load.awaitUnits(UNITS);
      KilledProcess.killTree(postmaster());
    }
    load.awaitUnits(UNITS);
    load.finish();

    assertThat(server.isAlive()).isTrue();
    StoredLog.read(server.uri()).isExactly(ledger).isNumberedWithoutGap();
  }

  private ProcessHandle postmaster() throws IOException {
    Path pidFile = folder.resolve("data").resolve("postgres").resolve("postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().trim()))
        .orElseThrow(() -> new AssertionError("no postmaster runs"));
  }
}
