package org.dwsaudit.app.faults;

import java.util.List;
import java.util.stream.Stream;

/** {@code kill -9}, of one process that the test started and of all below it. */
final class KilledProcess {

  private KilledProcess() {}

  /** When this returns, none of them lives. */
  static void killTree(ProcessHandle root) {
    List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until(
        () -> all.stream().noneMatch(ProcessHandle::isAlive),
        () -> "the end of the processes " + all.stream().map(ProcessHandle::pid).toList());
  }
}
