package org.dwsaudit.app.faults;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Senders at work, all at once, until they are told to finish. */
final class Load {

  private static final int CLIENTS = 8;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong units = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean finishing;

  private Load() {}

  static Load start(Supplier<URI> server, Ledger ledger, List<String> sessions, long seed) {
    Load load = new Load();
    for (int i = 0; i < CLIENTS; i++) {
      Client client = new Client(server, ledger, sessions, new Random(seed + i));
      load.threads.add(Thread.ofVirtual().name("client-" + i).start(() -> load.run(client)));
    }
    return load;
  }

  private void run(Client client) {
    try {
      while (!finishing && failure.get() == null) {
        client.sendOne();
        units.incrementAndGet();
      }
    } catch (RuntimeException | AssertionError e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Waits until so many more units are acknowledged. */
  void awaitUnits(int more) {
    long aim = units.get() + more;
    Await.until(
        () -> units.get() >= aim || failure.get() != null,
        () -> "%d units acknowledged; there are %d".formatted(aim, units.get()));
    rethrow();
  }

  /** Lets every client bring its last unit to an end; then all that was sent is acknowledged. */
  void finish() {
    finishing = true;
    Await.until(
        () -> threads.stream().noneMatch(Thread::isAlive),
        () -> "clients that finish; alive: " + threads.stream().filter(Thread::isAlive).toList());
    rethrow();
  }

  private void rethrow() {
    if (failure.get() != null) {
      throw new AssertionError("a client failed", failure.get());
    }
  }
}
