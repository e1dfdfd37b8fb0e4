package org.dwsaudit.app.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dwsaudit.schema.bundle.ProvedSession;
import org.jspecify.annotations.Nullable;

/**
 * A line a session. The file appears when it is {@link #keep kept}: what is not proved as a whole
 * is not proved in part.
 */
public final class SessionsCsv implements AutoCloseable {

  private static final int FIRST = 200;

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader("session_id", "first", "last", "events", "expired", "withheld_parts", "head")
          .get();

  private final @Nullable Path target;
  private final @Nullable CSVPrinter printer;
  private final List<ProvedSession> first = new ArrayList<>();

  private SessionsCsv(@Nullable Path target, @Nullable CSVPrinter printer) {
    this.target = target;
    this.printer = printer;
  }

  /**
   * @param target where to; nowhere if it is empty
   */
  public static SessionsCsv to(Optional<Path> target) throws IOException {
    if (target.isEmpty()) {
      return new SessionsCsv(null, null);
    }
    BufferedWriter out = Files.newBufferedWriter(partial(target.get()));
    return new SessionsCsv(target.get(), new CSVPrinter(out, FORMAT));
  }

  private static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  public void add(ProvedSession session) {
    if (first.size() < FIRST) {
      first.add(session);
    }
    if (printer != null) {
      try {
        printer.printRecord(
            session.session(),
            session.first(),
            session.last(),
            session.events(),
            session.expired(),
            session.withheldParts(),
            session.head());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The first 200 of them. */
  public List<ProvedSession> first() {
    return List.copyOf(first);
  }

  /** All is proved. */
  public void keep() throws IOException {
    if (printer != null && target != null) {
      printer.close(true);
      Files.move(partial(target), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    if (printer != null && target != null) {
      printer.close();
      Files.deleteIfExists(partial(target));
    }
  }
}
