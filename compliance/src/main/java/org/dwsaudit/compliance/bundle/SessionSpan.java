package org.dwsaudit.compliance.bundle;

import org.dwsaudit.schema.event.SessionId;

/** From which number to which a bundle has a session, and how far it has come. */
final class SessionSpan {

  private final SessionId session;
  private long first;
  private long last;
  private long head;

  private long begun;
  private long shown;
  private long lastPosition;
  private long events;

  SessionSpan(SessionId session, long first, long last) {
    this.session = session;
    this.first = first;
    this.last = last;
    this.head = last;
  }

  /** Takes one more number in. */
  void widen(long number) {
    first = Math.min(first, number);
    last = Math.max(last, number);
    head = Math.max(head, last);
  }

  void head(long number) {
    head = Math.max(number, last);
  }

  SessionId session() {
    return session;
  }

  boolean covers(long number) {
    return number >= first && number <= last;
  }

  boolean hasBegun() {
    return begun > 0;
  }

  /** The number that is to come. */
  long next() {
    return hasBegun() ? shown + 1 : first;
  }

  /** Numbers were told to have expired. */
  void expired(long from, long to) {
    begin(from);
    shown = to;
  }

  void event(long number, long position) {
    begin(number);
    shown = number;
    lastPosition = position;
    events++;
  }

  private void begin(long number) {
    if (!hasBegun()) {
      begun = number;
    }
  }

  boolean isComplete() {
    return shown == last;
  }

  long begun() {
    return begun;
  }

  long last() {
    return last;
  }

  long lastPosition() {
    return lastPosition;
  }

  long events() {
    return events;
  }

  long head() {
    return head;
  }
}
