package org.dwsaudit.compliance.transparency;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.dwsaudit.compliance.facts.FactLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Merkle log: a thread that puts new events into the tree and signs a checkpoint every
 * few seconds in which there were any. Appends never wait for it. Of several servers one at a time
 * works; if it dies, another goes on.
 */
public final class Transparency implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Transparency.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(5);

  private final MerkleLog log;
  private final Checkpoints checkpoints;
  private final TreeGrowth growth;
  private final Duration interval;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean closed;
  private volatile TransparencyStatus status = TransparencyStatus.BEGINNING;

  private Transparency(
      DataSource source, LogKeys keys, FactLog facts, Duration interval, Clock clock) {
    this.growth = new TreeGrowth(source);
    this.log = new MerkleLog(source, growth);
    this.checkpoints = new Checkpoints(source, log, keys, facts, clock);
    this.interval = interval;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("merkle-log").daemon().unstarted(this::keep);
  }

  /**
   * Begins to keep it.
   *
   * @param source of connections in the role {@code dws_audit_writer}; two at most are used at
   *     once, and one a reader of proofs
   * @param keyFile where this server has the log's private key; made with the log's first key. Null
   *     for a server that does not sign
   * @param interval between checkpoints
   * @throws KeyFileException if the file cannot be used
   */
  public static Transparency start(
      DataSource source, @Nullable Path keyFile, FactLog facts, Duration interval, Clock clock) {
    Transparency transparency =
        new Transparency(source, LogKeys.open(source, keyFile, clock), facts, interval, clock);
    transparency.thread.start();
    return transparency;
  }

  public MerkleLog log() {
    return log;
  }

  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** As it was a moment ago; asks no database. */
  public TransparencyStatus status() {
    return status;
  }

  private void keep() {
    while (!closed) {
      try {
        if (turn() == 0) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      } catch (RuntimeException e) {
        if (!closed) {
          failed(e);
          LockSupport.parkNanos(PAUSE_AFTER_FAULT.toNanos());
        }
      }
    }
  }

  /** Told once, and not again until it has grown in between. */
  private void failed(RuntimeException e) {
    if (status.fault() == null) {
      LOGGER.error("the Merkle log cannot grow; tried again every few seconds", e);
    }
    status = status.failed(String.valueOf(e.getMessage()));
  }

  private long turn() {
    TreeLag lag = log.lag();
    long added = lag.events() == 0 ? 0 : growth.step();
    if (status.fault() != null) {
      LOGGER.info("the Merkle log grows again");
    }
    status = status.at(log.lag(), clock.instant());
    if (checkpoints.signs() && status.isCheckpointDue(clock.instant(), interval)) {
      status = status.published(checkpoints.signed());
    }
    return added;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
