package org.dwsaudit.schema.administration;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * A fact about the store itself. Each is an event of the reserved category {@code audit}, in the
 * system stream of its tenant; its payload is the record as JSON, members in snake case.
 */
public sealed interface AdministrativeFact {

  /** The event type that the fact is recorded under. */
  String eventType();

  /** Who did it. */
  String actor();

  /** The tag that all facts about the same thing share, so that a decision can source them. */
  FactTag tag();

  record LegalHoldPlaced(UUID holdId, HoldScope scope, String reason, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.legal_hold_placed";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.hold(holdId);
    }
  }

  record LegalHoldReleased(UUID holdId, String reason, String actor) implements AdministrativeFact {
    public static final String TYPE = "audit.legal_hold_released";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.hold(holdId);
    }
  }

  /** The policies that hold from now on, all of them. */
  record RetentionPoliciesSet(List<RetentionPolicy> policies, String reason, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.retention_policies_set";

    public RetentionPoliciesSet {
      policies = List.copyOf(policies);
    }

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.RETENTION_POLICIES;
    }
  }

  record RetentionRunStarted(UUID runId, Instant asOf, List<RetentionGroup> groups, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.retention_run_started";

    public RetentionRunStarted {
      groups = List.copyOf(groups);
    }

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.retentionRun(runId);
    }
  }

  /** The receipt of a run: what went, and what holds kept. */
  record RetentionRunCompleted(
      UUID runId,
      Instant asOf,
      long expired,
      long held,
      List<RetentionGroup> groups,
      ExpiryProof proof,
      String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.retention_run_completed";

    public RetentionRunCompleted {
      groups = List.copyOf(groups);
    }

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.retentionRun(runId);
    }
  }

  record ExportCompleted(
      UUID exportId,
      String format,
      Classification clearance,
      EventFilter filter,
      long events,
      @Nullable String reason,
      String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.export_completed";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.export(exportId);
    }
  }

  /** Events are delivered to a target from now on. */
  record SubscriptionCreated(
      UUID subscriptionId,
      String url,
      String format,
      Classification clearance,
      EventFilter filter,
      String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.subscription_created";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.subscription(subscriptionId);
    }
  }

  /** A new secret signs; the one before it does beside it until then. */
  record SubscriptionSecretRotated(UUID subscriptionId, Instant overlapUntil, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.subscription_secret_rotated";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.subscription(subscriptionId);
    }
  }

  /** Checkpoints are signed with a new key; the one before it has named it. */
  record CheckpointKeyRotated(String before, String after, String reason, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.checkpoint_key_rotated";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.CHECKPOINT_KEY;
    }
  }

  record SubscriptionDeleted(UUID subscriptionId, String actor) implements AdministrativeFact {
    public static final String TYPE = "audit.subscription_deleted";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.subscription(subscriptionId);
    }
  }

  /** Parked deliveries of a subscription are to be tried again: of a session, of an event, all. */
  record ParkedEventsRetried(
      UUID subscriptionId, @Nullable UUID sessionId, @Nullable UUID eventId, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.parked_events_retried";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.subscription(subscriptionId);
    }
  }

  /** The same are given up: their events do not reach the target. */
  record ParkedEventsDropped(
      UUID subscriptionId, @Nullable UUID sessionId, @Nullable UUID eventId, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.parked_events_dropped";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.subscription(subscriptionId);
    }
  }

  /** Somebody asked for a view to be made anew from the log. */
  record ViewRebuildRequested(String view, String actor) implements AdministrativeFact {
    public static final String TYPE = "audit.view_rebuild_requested";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.view(view);
    }
  }

  /**
   * Parts of the level restricted were disclosed to somebody who reads.
   *
   * @param events how many events with such parts: of this read, or of a stream since the fact
   *     before about it
   */
  record RestrictedRead(UUID readId, ReadScope scope, long events, String reason, String actor)
      implements AdministrativeFact {
    public static final String TYPE = "audit.restricted_read";

    @Override
    public String eventType() {
      return TYPE;
    }

    @Override
    public FactTag tag() {
      return FactTag.read(readId);
    }
  }
}
