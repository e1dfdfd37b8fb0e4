package org.dwsaudit.bench.measure;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.dwsaudit.bench.bed.Bed;
import org.dwsaudit.bench.bed.PgDatabase;
import org.dwsaudit.bench.bed.ServerProcess;
import org.dwsaudit.bench.client.AppendStream;
import org.dwsaudit.bench.client.AuditClient;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.jspecify.annotations.Nullable;

/** What the measures have in common: the bed, how much to do, and a server that several use. */
public final class Stage implements AutoCloseable {

  private static final long SEED = 20_260_401;
  private static final int WARM_UP_STREAMS = 4;
  private static final int WARM_UP_UNITS = 20;
  private static final int WARM_UP_UNIT = 1_000;
  private static final int WARM_UP_CALLERS = 16;
  private static final int WARM_UP_CALLS = 300;

  private final Bed bed;
  private final Scale scale;
  private final Consumer<String> progress;
  private final EventSource events = new EventSource(SEED);
  private @Nullable Served served;
  private @Nullable Served viewed;

  public Stage(Bed bed, Scale scale, Consumer<String> progress) {
    this.bed = bed;
    this.scale = scale;
    this.progress = progress;
  }

  /** A server in its own process, a client of it, and the database that it writes to. */
  record Served(ServerProcess server, AuditClient client, PgDatabase database)
      implements AutoCloseable {

    long lastPosition() throws SQLException {
      return database.number("SELECT last_position FROM log_head");
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  Bed bed() {
    return bed;
  }

  Scale scale() {
    return scale;
  }

  /** Events that nobody else has. */
  synchronized EventSource events() {
    return events.split();
  }

  void tell(String step) {
    progress.accept(step);
  }

  /** The server that is shared; started, and warmed up, when first asked for. */
  Served served() throws Exception {
    Served running = served;
    if (running == null) {
      running = serve("shared");
      served = running;
      warmUp(running.client());
    }
    return running;
  }

  /** The server that keeps views, which those share who measure them. */
  Served viewed() throws Exception {
    Served running = viewed;
    if (running == null) {
      PgDatabase database = bed.database("viewed");
      ServerProcess server = bed.serveWithViews(database);
      running = new Served(server, new AuditClient(server.uri()), database);
      viewed = running;
    }
    return running;
  }

  /** Lets the server's JVM compile the ways of an event, whichever measure comes first. */
  private void warmUp(AuditClient client) throws Exception {
    Callers.run(
        WARM_UP_STREAMS,
        caller -> {
          EventSource own = events();
          try (AppendStream stream = client.stream()) {
            for (int i = 0; i < WARM_UP_UNITS; i++) {
              stream.send(EventForms.request(own.next(WARM_UP_UNIT)));
            }
          }
        });
    Callers.run(
        WARM_UP_CALLERS,
        caller -> {
          EventSource own = events();
          for (int i = 0; i < WARM_UP_CALLS; i++) {
            client.append(EventForms.request(List.of(own.next())));
          }
        });
  }

  /** A server of the caller's own, over a new database of that name; the caller closes it. */
  Served serve(String name) throws IOException, SQLException {
    PgDatabase database = bed.database(name);
    ServerProcess server = bed.serve(database);
    return new Served(server, new AuditClient(server.uri()), database);
  }

  /** The same in a heap of so many megabytes. */
  Served serve(String name, int heapMegabytes) throws IOException, SQLException {
    PgDatabase database = bed.database(name);
    ServerProcess server = bed.serve(database, heapMegabytes);
    return new Served(server, new AuditClient(server.uri()), database);
  }

  @Override
  public void close() {
    for (Served running : Arrays.asList(served, viewed)) {
      if (running != null) {
        running.close();
      }
    }
    served = null;
    viewed = null;
  }
}
