package org.dwsaudit.schema.taxonomy;

/** Whether a worker must send an event (DWS Spec 11, section 4). */
public enum Requirement {
  /** Needed for audit, state reconstruction and compliance. */
  MANDATORY,
  /** Recommended for debugging and knowledge accumulation. */
  OPTIONAL
}
