package org.dwsaudit.bench.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.dwsaudit.bench.bed.PgDatabase;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** One connection notifies, another listens: the quickest word that PostgreSQL can give. */
public final class Notifications implements AutoCloseable {

  private static final int LOOK_MS = 500;
  private static final int PATIENCE_SECONDS = 30;

  private final Connection sender;
  private final Connection listener;
  private final PreparedStatement notify;
  private final SynchronousQueue<Long> received = new SynchronousQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  public Notifications(PgDatabase database) throws SQLException {
    this.sender = database.connect();
    this.listener = database.connect();
    this.notify = sender.prepareStatement("SELECT pg_notify('bench', ?)");
    try (Statement listen = listener.createStatement()) {
      listen.execute("LISTEN bench");
    }
    this.thread = Thread.ofPlatform().daemon().name("listener").start(this::listen);
  }

  private void listen() {
    try {
      PGConnection connection = listener.unwrap(PGConnection.class);
      while (!closed) {
        PGNotification[] all = connection.getNotifications(LOOK_MS);
        for (int i = 0; all != null && i < all.length; i++) {
          received.put(System.nanoTime());
        }
      }
    } catch (SQLException | InterruptedException e) {
      closed = true;
    }
  }

  /** Sends one and waits for it; nanoseconds from before it was sent until it was there. */
  public long roundTrip(int number) throws SQLException, InterruptedException {
    long sent = System.nanoTime();
    notify.setString(1, String.valueOf(number));
    notify.execute();
    Long there = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (there == null) {
      throw new SQLException("no notification within %d s".formatted(PATIENCE_SECONDS));
    }
    return there - sent;
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
    listener.close();
    sender.close();
  }
}
