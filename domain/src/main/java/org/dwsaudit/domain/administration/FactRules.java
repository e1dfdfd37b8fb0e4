package org.dwsaudit.domain.administration;

import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** Which fact may follow which. */
final class FactRules {

  private FactRules() {}

  static void check(AdministrativeFact fact, List<AdministrativeFact> before) {
    switch (fact) {
      case AdministrativeFact.LegalHoldReleased release -> checkRelease(release, before);
      case AdministrativeFact.LegalHoldPlaced placed -> checkNew(placed.holdId(), before);
      case AdministrativeFact.RetentionRunStarted started -> checkNew(started.runId(), before);
      case AdministrativeFact.RetentionRunCompleted completed -> checkStarted(completed, before);
      case AdministrativeFact.RetentionPoliciesSet set -> {}
      case AdministrativeFact.ExportCompleted export -> checkNew(export.exportId(), before);
      case AdministrativeFact.SubscriptionCreated made -> checkNew(made.subscriptionId(), before);
      case AdministrativeFact.SubscriptionSecretRotated rotated ->
          checkSubscribed(rotated.subscriptionId(), before);
      case AdministrativeFact.SubscriptionDeleted deleted ->
          checkSubscribed(deleted.subscriptionId(), before);
      case AdministrativeFact.CheckpointKeyRotated _ -> {}
      case AdministrativeFact.ParkedEventsRetried retried ->
          checkSubscribed(retried.subscriptionId(), before);
      case AdministrativeFact.ParkedEventsDropped dropped ->
          checkSubscribed(dropped.subscriptionId(), before);
      case AdministrativeFact.ViewRebuildRequested requested -> {}
      case AdministrativeFact.RestrictedRead read -> checkNew(read.readId(), before);
    }
  }

  private static void checkRelease(
      AdministrativeFact.LegalHoldReleased release, List<AdministrativeFact> before) {
    if (before.isEmpty()) {
      throw new AuditException(
          ErrorCode.HOLD_NOT_FOUND,
          "hold %s was never placed (expected: an id that `hold list` shows)"
              .formatted(release.holdId()));
    }
    if (before.stream().anyMatch(AdministrativeFact.LegalHoldReleased.class::isInstance)) {
      throw new AuditException(
          ErrorCode.HOLD_RELEASED, "hold %s was released before".formatted(release.holdId()));
    }
  }

  private static void checkNew(Object id, List<AdministrativeFact> before) {
    if (!before.isEmpty()) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT, "id %s is in use (expected: one of its own)".formatted(id));
    }
  }

  private static void checkStarted(
      AdministrativeFact.RetentionRunCompleted completed, List<AdministrativeFact> before) {
    if (before.isEmpty()) {
      throw new AuditException(
          ErrorCode.RETENTION_RUN_NOT_FOUND,
          "retention run %s never started".formatted(completed.runId()));
    }
  }

  private static void checkSubscribed(UUID id, List<AdministrativeFact> before) {
    if (before.isEmpty()
        || before.stream().anyMatch(AdministrativeFact.SubscriptionDeleted.class::isInstance)) {
      throw new AuditException(
          ErrorCode.SUBSCRIPTION_NOT_FOUND,
          "subscription %s is not there (expected: an id that `subscriptions list` shows)"
              .formatted(id));
    }
  }
}
