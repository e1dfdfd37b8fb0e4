package org.dwsaudit.api.http;

/** Counts what becomes of events that are sent. Safe for use by several threads. */
public interface AppendCounts {

  void acknowledged(long accepted, long duplicates);

  /** So many events were refused; 1 for a request that could not be taken apart. */
  void refused(long events);
}
