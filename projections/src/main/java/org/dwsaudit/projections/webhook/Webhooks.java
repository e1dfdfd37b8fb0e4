package org.dwsaudit.projections.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.subscription.Deliveries;
import org.dwsaudit.projections.subscription.DurableSubscription;
import org.dwsaudit.projections.subscription.Subscriptions;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the subscriptions that this server holds the leases of, and takes on those that nobody
 * delivers.
 *
 * <ul>
 *   <li>Order: one batch of a subscription is under way at a time, in commit order. Events of a
 *       session that has parked ones are parked behind them.
 *   <li>At least once: the position moves after the target acknowledged. A batch that was begun has
 *       the same events and the same id in every try, on whichever server.
 *   <li>Idle subscriptions have no thread and no connection; they wait at the live tail.
 * </ul>
 */
public final class Webhooks implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private final Deliveries deliveries;
  private final Attempts attempts;
  private final Breakers breakers;
  private final Desk desk;
  private final LiveEvents live;
  private final long renewNanos;
  private final Map<UUID, Held> couriers = new ConcurrentHashMap<>();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("webhook-clock").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 1).factory());
  private volatile List<DurableSubscription> all = List.of();
  private volatile boolean closed;

  // the tick has these
  private long claimedNanos;
  private long lookedNanos;

  private record Held(CourierLoop loop, long revision) {}

  /** What deliveries are made of. */
  public record Parts(
      Deliveries deliveries,
      EventQueries queries,
      LiveEvents live,
      BiFunction<Principal, Classification, UnaryOperator<RecordedEvent>> disclosures,
      WebhookTransport transport,
      RetryRules rules,
      WebhookLimits limits,
      Clock clock) {}

  public Webhooks(Parts parts) {
    RetryRules rules = parts.rules();
    this.deliveries = parts.deliveries();
    this.breakers = new Breakers(rules);
    this.attempts =
        new Attempts(
            parts.deliveries(),
            parts.transport(),
            breakers,
            parts.limits().inFlightMax(),
            parts.clock());
    this.desk =
        new Desk(
            parts.queries(),
            parts.disclosures(),
            rules,
            parts.limits(),
            parts.clock(),
            RandomGenerator.of("L64X128MixRandom"),
            new LongAdder());
    this.live = parts.live();
    this.renewNanos = rules.lease().dividedBy(3).toNanos();
    this.claimedNanos = System.nanoTime() - renewNanos;
    this.lookedNanos = System.nanoTime() - LOOK.toNanos();
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Begins to deliver.
   *
   * @param subscriptions to look at for those who look after the server
   */
  public void start(Subscriptions subscriptions) {
    clock.scheduleWithFixedDelay(
        () -> look(subscriptions), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Something was changed, here: it is looked at soon, and not only with the next tick. */
  public void changed() {
    clock.execute(() -> threads.execute(this::tick));
  }

  private void look(Subscriptions subscriptions) {
    threads.execute(
        () -> {
          tick();
          long now = System.nanoTime();
          if (now - lookedNanos >= LOOK.toNanos()) {
            lookedNanos = now;
            refresh(subscriptions);
          }
        });
  }

  private void refresh(Subscriptions subscriptions) {
    try {
      all = subscriptions.all();
      breakers.keepOnly(all.stream().map(s -> s.target().origin()).collect(Collectors.toSet()));
    } catch (AuditException e) {
      log.warn("subscriptions cannot be looked at: {}", e.getMessage());
    }
  }

  private void tick() {
    if (closed || !ticking.compareAndSet(false, true)) {
      return;
    }
    try {
      reconcile(held());
    } catch (AuditException e) {
      log.warn("subscriptions cannot be looked at: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("subscriptions cannot be looked at", e);
    } finally {
      ticking.set(false);
    }
  }

  private Map<UUID, Long> held() {
    long now = System.nanoTime();
    boolean renew = now - claimedNanos >= renewNanos && !couriers.isEmpty();
    Optional<Map<UUID, Long>> known = renew ? Optional.empty() : deliveries.heldUnlessAnyIsFree();
    if (known.isPresent()) {
      return known.get();
    }
    Map<UUID, Long> claimed = deliveries.claim();
    claimedNanos = now;
    return claimed;
  }

  private void reconcile(Map<UUID, Long> held) {
    couriers.forEach(
        (id, courier) -> {
          if (!held.containsKey(id)) {
            couriers.remove(id);
            courier.loop().stop();
          }
        });
    held.forEach(
        (id, revision) -> {
          Held known = couriers.get(id);
          if (known == null || known.revision() != revision) {
            CourierLoop loop = known == null ? loop(id) : known.loop();
            couriers.put(id, new Held(loop, revision));
            loop.wake();
          }
        });
  }

  private CourierLoop loop(UUID id) {
    return new CourierLoop(new Courier(id, deliveries, attempts, desk), desk, live, threads, clock);
  }

  public WebhookStats stats() {
    return new WebhookStats(
        all,
        couriers.size(),
        breakers.open(),
        desk.deliveredEvents().sum(),
        attempts.tries.sum(),
        attempts.failures.sum());
  }

  /**
   * Begins no more tries, gives those under way two seconds, and lets the subscriptions go, for
   * another server to take on at once. A try that was cut off is made again there.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    clock.shutdownNow();
    couriers.values().forEach(held -> held.loop().stop());
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
      deliveries.release();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AuditException e) {
      log.warn("subscriptions are not let go; others wait for the lease: {}", e.getMessage());
    }
  }
}
