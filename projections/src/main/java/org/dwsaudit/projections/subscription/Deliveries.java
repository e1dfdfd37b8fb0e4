package org.dwsaudit.projections.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * What one server writes down of its deliveries. A subscription is delivered by the server that
 * holds its lease; every method that writes says whether this server still does, and one that is
 * told no MUST stop. Methods wait for the database and throw what {@code DatabaseFault} makes of
 * its refusals. Safe for use by several threads.
 */
public final class Deliveries {

  private final Database database;
  private final SecretBox box;
  private final String server;
  private final Duration lease;

  /**
   * @param server a name that no other has
   * @param lease how long a server is waited for that says nothing
   */
  public Deliveries(DataSource source, SecretBox box, String server, Duration lease) {
    this.database = new Database(source);
    this.box = box;
    this.server = server;
    this.lease = lease;
  }

  /** Takes on what nobody delivers, and renews what is held; all that is, by revision. */
  public Map<UUID, Long> claim() {
    return database.inTransaction(c -> DeliveryTable.claim(c, server, box.keyId(), lease));
  }

  /** What is held, by revision; empty where something is free and {@link #claim} has work. */
  public Optional<Map<UUID, Long>> heldUnlessAnyIsFree() {
    return database.inTransaction(
        c ->
            DeliveryTable.anyFree(c, box.keyId())
                ? Optional.empty()
                : Optional.of(DeliveryTable.held(c, server)));
  }

  /** Lets all go, for others to take on at once. */
  public void release() {
    database.inTransaction(
        c -> {
          DeliveryTable.release(c, server);
          return true;
        });
  }

  /** The subscription, while it is this server's to deliver. */
  public Optional<DurableSubscription> load(UUID id) {
    return database.inTransaction(c -> DeliveryTable.load(c, server, id));
  }

  /** The secrets that sign now, the newest first; empty where this server cannot open them. */
  public List<byte[]> secrets(UUID id, Instant now) {
    return database.inTransaction(c -> SecretTable.valid(c, id, now)).stream()
        .flatMap(bytes -> box.open(id, bytes).stream())
        .toList();
  }

  public boolean passed(UUID id, Position upTo) {
    return database.inTransaction(c -> DeliveryTable.passed(c, server, id, upTo));
  }

  public Set<UUID> parkedSessions(UUID id) {
    return database.inTransaction(c -> ParkedTable.sessions(c, id));
  }

  public long parked(UUID id) {
    return database.inTransaction(c -> ParkedTable.count(c, id));
  }

  /** Parked events that may be tried now, in order. */
  public List<ParkedEvent> due(UUID id, int limit) {
    return database.inTransaction(c -> ParkedTable.due(c, id, limit));
  }

  /**
   * Begins a batch.
   *
   * @param held events between those of the batch that must wait behind parked ones
   */
  public boolean begin(UUID id, OpenBatch batch, List<RecordedEvent> held) {
    return database.inTransaction(
        c -> {
          if (!DeliveryTable.begin(c, server, id, batch)) {
            return false;
          }
          ParkedTable.hold(c, id, held);
          return true;
        });
  }

  /** Goes on behind events that all must wait. */
  public boolean hold(UUID id, List<RecordedEvent> held, Position upTo) {
    return database.inTransaction(
        c -> {
          if (!DeliveryTable.passed(c, server, id, upTo)) {
            return false;
          }
          ParkedTable.hold(c, id, held);
          return true;
        });
  }

  /** Counts a try that is about to be made. */
  public boolean attempt(UUID id) {
    return database.inTransaction(c -> DeliveryTable.attempt(c, server, id, lease));
  }

  public boolean acknowledged(UUID id, int events, String breaker) {
    return database.inTransaction(c -> DeliveryTable.acknowledged(c, server, id, events, breaker));
  }

  public boolean failed(UUID id, FailedTry failure, Instant nextAttempt) {
    return database.inTransaction(c -> DeliveryTable.failed(c, server, id, failure, nextAttempt));
  }

  /** Parks the batch that is under way and goes on behind it, or parks again what was parked. */
  public boolean park(UUID id, List<RecordedEvent> events, FailedTry failure) {
    return database.inTransaction(
        c -> {
          if (!DeliveryTable.passedBy(c, server, id, failure)) {
            return false;
          }
          ParkedTable.park(c, id, events, failure);
          return true;
        });
  }

  /** Parked events were acknowledged, or are gone from the log. */
  public boolean unparked(UUID id, List<Position> positions, int delivered, String breaker) {
    return database.inTransaction(
        c -> {
          if (!DeliveryTable.acknowledged(c, server, id, delivered, breaker)) {
            return false;
          }
          ParkedTable.remove(c, id, positions);
          return true;
        });
  }

  public void disable(UUID id, String reason) {
    database.inTransaction(
        c -> {
          DeliveryTable.disable(c, server, id, reason);
          return true;
        });
  }
}
