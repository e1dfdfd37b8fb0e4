package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.util.List;
import org.dwsaudit.schema.administration.RetentionGroup;

/**
 * What a retention run would do, and why.
 *
 * @param asOf the moment that it is worked out for
 * @param groups one a policy, in the policies' order, those without events included; policies that
 *     agree in category, framework and period share one
 * @param events how many events there are, the store's own facts left out
 * @param due how many of them are due
 * @param held how many of those due legal holds keep: {@code due - held} would expire
 */
public record RetentionPlan(
    Instant asOf,
    RetentionPolicySet policySet,
    List<RetentionGroup> groups,
    long events,
    long due,
    long held) {

  public RetentionPlan {
    groups = List.copyOf(groups);
  }
}
