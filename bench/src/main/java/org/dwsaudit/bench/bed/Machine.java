package org.dwsaudit.bench.bed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the figures were measured on. */
public final class Machine {

  private static final List<String> SETTINGS =
      List.of(
          "shared_buffers",
          "synchronous_commit",
          "fsync",
          "full_page_writes",
          "wal_compression",
          "max_wal_size");

  private Machine() {}

  public static Map<String, Object> describe(Bed bed) throws IOException, SQLException {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("memory_gib", memoryGib());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("jdk", Runtime.version().toString());
    machine.put("file_system", Files.getFileStore(bed.folder()).type());
    DiskFlush flush = DiskFlush.measure(bed.folder());
    machine.put("fsync_us_p50", flush.p50Micros());
    machine.put("fsync_us_p99", flush.p99Micros());
    machine.put("postgresql", describe(bed.database("machine")));
    bed.drop("machine");
    return machine;
  }

  private static Map<String, Object> describe(PgDatabase database) throws SQLException {
    Map<String, Object> postgres = new LinkedHashMap<>();
    postgres.put("version", database.text("SHOW server_version"));
    for (String setting : SETTINGS) {
      postgres.put(setting, database.text("SHOW " + setting));
    }
    return postgres;
  }

  private static long memoryGib() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize()
        >> 30;
  }

  /** Bytes that are free where the folder is. */
  public static long freeBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}
