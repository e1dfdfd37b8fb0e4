package org.dwsaudit.projections.live;

import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.query.EventFilter;

/**
 * How a tenant's filter is applied to an event, in two steps: by its envelope, which everybody may
 * see, as soon as it is committed and once for all who have the filter; then for each subscriber by
 * what they may see of it, so that a filter cannot tell what is withheld.
 */
public final class Selection {

  private Selection() {}

  /** Whether the event may be selected, going by its envelope. */
  public static boolean mayTake(TenantId tenant, EventFilter filter, RecordedEvent recorded) {
    return tenant.equals(recorded.tenant()) && filter.matchesEnvelope(recorded.event());
  }

  /** Whether an event that may be selected is. */
  public static boolean takes(EventFilter filter, RecordedEvent disclosed) {
    return filter.matches(disclosed.event());
  }
}
