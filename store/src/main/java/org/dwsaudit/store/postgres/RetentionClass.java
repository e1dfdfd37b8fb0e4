package org.dwsaudit.store.postgres;

import org.dwsaudit.schema.taxonomy.Requirement;

/** Which partitions of the log an event goes to, by how long its kind is kept. */
public enum RetentionClass {
  /** The store's own facts and messages that are not DWS events; they never expire. */
  SYSTEM,
  /** Mandatory events (DWS Spec 11, section 4), and whatever is not known to be optional. */
  MANDATORY,
  OPTIONAL;

  private static final RetentionClass[] BY_CODE = values();

  static RetentionClass of(Requirement requirement) {
    return switch (requirement) {
      case MANDATORY -> MANDATORY;
      case OPTIONAL -> OPTIONAL;
    };
  }

  /** As {@code event_log.retention_class} has it. */
  int code() {
    return ordinal();
  }

  static RetentionClass ofCode(int code) {
    return BY_CODE[code];
  }
}
