package org.dwsaudit.projections.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.dwsaudit.projections.endpoint.Target;
import org.dwsaudit.projections.live.StartPoint;
import org.dwsaudit.projections.query.PageLimit;
import org.dwsaudit.projections.query.WholeLog;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.administration.AdministrativeFact.ParkedEventsDropped;
import org.dwsaudit.schema.administration.AdministrativeFact.ParkedEventsRetried;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionCreated;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionDeleted;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionSecretRotated;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.wire.WebhookSubscription;

/**
 * Makes, shows, changes and deletes durable subscriptions, those of the principal's tenant. Each
 * creation, rotation and deletion is on record before it takes effect; if the database fails
 * between the two, the record says more than was done and the caller is told of the failure. Any
 * method throws {@code SUBSCRIPTION_NOT_FOUND} for an id that is not there, and what {@code
 * DatabaseFault} makes of the database's refusals. Safe for use by several threads.
 */
public final class Subscriptions {

  public static final Duration OVERLAP_DEFAULT = Duration.ofDays(1);
  public static final Duration OVERLAP_MAX = Duration.ofDays(30);

  private static final String SECRET_PREFIX = "whsec_";

  private final Database database;
  private final WholeLog log;
  private final SecretBox box;
  private final FactSink facts;
  private final int most;
  private final Consumer<Target> checkTarget;
  private final Consumer<UUID> onChange;
  private final Clock clock;

  /** Where facts about subscriptions are told. */
  @FunctionalInterface
  public interface FactSink {
    void record(TenantId tenant, AdministrativeFact fact);
  }

  /** A secret as it is shown, once. */
  public record Made(DurableSubscription subscription, String secret) {

    @Override
    public String toString() {
      return "Made[" + subscription.id() + "]";
    }
  }

  /**
   * @param source takes on the role {@code dws_audit_writer}
   * @param most how many there may be, all tenants together
   * @param checkTarget throws where deliveries to a target are refused as things are now
   * @param onChange is told of subscriptions to look at
   */
  public Subscriptions(
      DataSource source,
      SecretBox box,
      FactSink facts,
      int most,
      Consumer<Target> checkTarget,
      Consumer<UUID> onChange,
      Clock clock) {
    this.database = new Database(source);
    this.log = new WholeLog(source);
    this.box = box;
    this.facts = facts;
    this.most = most;
    this.checkTarget = checkTarget;
    this.onChange = onChange;
    this.clock = clock;
  }

  /**
   * Makes one; from now on it delivers.
   *
   * @param clearance that deliveries are redacted to, checked by the caller
   * @throws AuditException {@code INVALID_ARGUMENT} for a URL or position that makes no sense, or
   *     where the server has no key to seal secrets with, {@code TARGET_REFUSED}, {@code
   *     SUBSCRIPTION_LIMIT}
   */
  public Made create(
      Principal owner, Classification clearance, WebhookSubscription wanted, StartPoint start) {
    Target target = Target.parse(wanted.url());
    checkTarget.accept(target);
    Position position = start.position(log.head());
    database.inTransaction(c -> requireRoom(SubscriptionTable.count(c)));
    UUID id = UUID.randomUUID();
    byte[] secret = box.newSecret();
    byte[] sealed = box.seal(id, secret);
    facts.record(
        owner.tenant(),
        new SubscriptionCreated(
            id,
            target.withoutQuery(),
            wanted.format().label(),
            clearance,
            wanted.filter(),
            owner.actor()));
    DurableSubscription made =
        database.inTransaction(
            c -> {
              requireRoom(SubscriptionTable.count(c));
              SubscriptionTable.insert(
                  c, id, owner, clearance, wanted, target, box.keyId(), position);
              SecretTable.add(c, id, sealed, clock.instant());
              return SubscriptionTable.find(c, owner.tenant(), id).orElseThrow();
            });
    onChange.accept(id);
    return new Made(made, shown(secret));
  }

  private long requireRoom(long count) {
    if (count >= most) {
      throw new AuditException(
          ErrorCode.SUBSCRIPTION_LIMIT,
          "%d subscriptions are there already (webhooks.subscriptions: %d)".formatted(count, most));
    }
    return count;
  }

  private static String shown(byte[] secret) {
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  public List<DurableSubscription> list(Principal principal) {
    return database.inTransaction(c -> SubscriptionTable.ofTenant(c, principal.tenant()));
  }

  /** All tenants' subscriptions, for those who look after the server. */
  public List<DurableSubscription> all() {
    return database.inTransaction(SubscriptionTable::all);
  }

  public DurableSubscription find(Principal principal, UUID id) {
    return database
        .inTransaction(c -> SubscriptionTable.find(c, principal.tenant(), id))
        .orElseThrow(() -> notFound(id));
  }

  /** Stops it after the try that is under way; stopping it twice changes nothing. */
  public DurableSubscription pause(Principal principal, UUID id) {
    return change(principal, id, SubscriptionStatus.PAUSED, "paused by " + principal.actor());
  }

  /** Has it go on where it stopped, whatever stopped it; what is under way is tried at once. */
  public DurableSubscription resume(Principal principal, UUID id) {
    return change(principal, id, SubscriptionStatus.ACTIVE, "");
  }

  private DurableSubscription change(
      Principal principal, UUID id, SubscriptionStatus status, String reason) {
    Optional<DurableSubscription> changed =
        database.inTransaction(
            c ->
                SubscriptionTable.status(
                        c, principal.tenant(), id, status, reason.isEmpty() ? null : reason)
                    ? SubscriptionTable.find(c, principal.tenant(), id)
                    : Optional.empty());
    onChange.accept(id);
    return changed.orElseThrow(() -> notFound(id));
  }

  /** Deletes it, with what is parked. A deletion that failed halfway is completed by another. */
  public void delete(Principal principal, UUID id) {
    find(principal, id);
    database.inTransaction(
        c ->
            SubscriptionTable.status(c, principal.tenant(), id, SubscriptionStatus.DELETING, null));
    onChange.accept(id);
    try {
      facts.record(principal.tenant(), new SubscriptionDeleted(id, principal.actor()));
    } catch (AuditException e) {
      // on record already, by a deletion that failed after that
      if (e.code() != ErrorCode.SUBSCRIPTION_NOT_FOUND) {
        throw e;
      }
    }
    database.inTransaction(
        c -> {
          SubscriptionTable.delete(c, principal.tenant(), id);
          return true;
        });
  }

  /**
   * Gives it a new secret. Deliveries are signed with the one before it too until the overlap is
   * over; one that was still good from an earlier overlap ends at once.
   */
  public Made rotateSecret(Principal principal, UUID id, Duration overlap) {
    find(principal, id);
    Instant until = clock.instant().plus(overlap);
    byte[] secret = box.newSecret();
    byte[] sealed = box.seal(id, secret);
    facts.record(principal.tenant(), new SubscriptionSecretRotated(id, until, principal.actor()));
    DurableSubscription rotated =
        database.inTransaction(
            c -> {
              SubscriptionTable.key(c, id, box.keyId());
              SecretTable.add(c, id, sealed, until);
              return SubscriptionTable.find(c, principal.tenant(), id)
                  .orElseThrow(() -> notFound(id));
            });
    return new Made(rotated, shown(secret));
  }

  /**
   * What is parked behind a position, in order.
   *
   * @param limit 1..{@value PageLimit#MAX}
   */
  public List<ParkedEvent> parked(Principal principal, UUID id, Position after, int limit) {
    PageLimit.checked(limit);
    find(principal, id);
    return database.inTransaction(c -> ParkedTable.page(c, id, after, limit));
  }

  /** Has parked events tried once more, soon; how many those are that failed. */
  public int retry(Principal principal, UUID id, ParkedScope scope) {
    find(principal, id);
    facts.record(
        principal.tenant(),
        new ParkedEventsRetried(id, scope.sessionId(), scope.eventId(), principal.actor()));
    return changeParked(id, c -> ParkedTable.retry(c, id, scope));
  }

  /** Gives parked events up: they are not delivered. How many there were. */
  public int drop(Principal principal, UUID id, ParkedScope scope) {
    find(principal, id);
    facts.record(
        principal.tenant(),
        new ParkedEventsDropped(id, scope.sessionId(), scope.eventId(), principal.actor()));
    return changeParked(id, c -> ParkedTable.drop(c, id, scope));
  }

  private int changeParked(UUID id, Database.Work<Integer> work) {
    int changed =
        database.inTransaction(
            c -> {
              int count = work.on(c);
              SubscriptionTable.touch(c, id);
              return count;
            });
    onChange.accept(id);
    return changed;
  }

  private static AuditException notFound(UUID id) {
    return new AuditException(
        ErrorCode.SUBSCRIPTION_NOT_FOUND,
        "subscription: %s (expected: one that GET /v1/subscriptions lists)".formatted(id));
  }
}
