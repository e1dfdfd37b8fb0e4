package org.dwsaudit.projections.subscription;

import java.util.Locale;

/** Whether a subscription delivers. */
public enum SubscriptionStatus {
  ACTIVE,
  /** Somebody stopped it, until it is resumed. */
  PAUSED,
  /** The target said that it is gone (410); it may be resumed. */
  DISABLED,
  /** Nothing is delivered any more; deleting it was begun. */
  DELETING;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SubscriptionStatus ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
