package org.dwsaudit.compliance.facts;

import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.event.TenantId;

/** Where administrative facts are told: the system stream of the log. */
@FunctionalInterface
public interface FactLog {

  /**
   * Decides the fact against the earlier ones about the same thing and appends it.
   *
   * <p>When this returns, the fact is durable and every connection sees it. An implementation MUST
   * give up waiting in bounded time ({@code STORE_UNAVAILABLE}) and refuse to release a legal hold
   * that does not exist ({@code HOLD_NOT_FOUND}) or was released before ({@code HOLD_RELEASED}),
   * and whatever is about a subscription that is not there ({@code SUBSCRIPTION_NOT_FOUND}).
   *
   * @throws org.dwsaudit.schema.error.AuditException when the fact was refused or the store could
   *     not take it; whether it is then stored is as the code says
   */
  void record(TenantId tenant, AdministrativeFact fact);
}
