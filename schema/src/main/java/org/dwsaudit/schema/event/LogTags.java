package org.dwsaudit.schema.event;

/** The tags by which every event of the log can be sourced. */
public final class LogTags {

  /** The tenant that an event belongs to. */
  public static final String TENANT = "tenant";

  /** The session, a UUID, whose stream an event is part of. */
  public static final String SESSION = "session";

  private LogTags() {}
}
