package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.util.List;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The policies that hold now.
 *
 * @param setting who set them, when and why; null while the defaults hold
 */
public record RetentionPolicySet(List<RetentionPolicy> policies, @Nullable Setting setting) {

  public static final RetentionPolicySet DEFAULT =
      new RetentionPolicySet(RetentionFloors.DEFAULT_POLICIES, null);

  public RetentionPolicySet {
    policies = List.copyOf(policies);
  }

  /** An operator's decision. */
  public record Setting(String reason, String setBy, Instant setAt) {}
}
