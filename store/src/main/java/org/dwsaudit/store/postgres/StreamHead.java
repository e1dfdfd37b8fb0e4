package org.dwsaudit.store.postgres;

/** Where a stream ends: its last event's sequence number and place in the log. */
record StreamHead(long lastSequence, long lastPosition) {

  static final StreamHead EMPTY = new StreamHead(0, 0);
}
