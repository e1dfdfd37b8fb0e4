package org.dwsaudit.compliance.redaction;

/** What somebody wants to see events for. */
public enum Purpose {
  /** To look at them here, under the store's own access control. */
  READ,
  /** To take them away: restricted parts never leave. */
  EXPORT
}
