package org.dwsaudit.compliance.retention;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.Sha256;
import org.jspecify.annotations.Nullable;

/** Neighbouring events of one session that went under one policy. */
final class ExpiredRange {

  private final SessionId session;
  private final int groupNo;
  private final long first;
  private final List<Candidate> events = new ArrayList<>();

  private ExpiredRange(Candidate begin) {
    this.session = begin.envelope().sessionId();
    this.groupNo = begin.groupNo();
    this.first = begin.sequenceNumber();
    events.add(begin);
  }

  /** The ranges that the events make up, by session and number. */
  static List<ExpiredRange> of(List<Candidate> expired) {
    List<ExpiredRange> ranges = new ArrayList<>();
    expired.stream()
        .sorted(
            Comparator.comparing((Candidate event) -> event.envelope().sessionId().value())
                .thenComparingLong(Candidate::sequenceNumber))
        .forEach(
            event -> {
              if (!ranges.isEmpty() && ranges.getLast().goesOnWith(event)) {
                ranges.getLast().events.add(event);
              } else {
                ranges.add(new ExpiredRange(event));
              }
            });
    return ranges;
  }

  private boolean goesOnWith(Candidate next) {
    return session.equals(next.envelope().sessionId())
        && groupNo == next.groupNo()
        && last() + 1 == next.sequenceNumber();
  }

  SessionId session() {
    return session;
  }

  int groupNo() {
    return groupNo;
  }

  long first() {
    return first;
  }

  long last() {
    return events.getLast().sequenceNumber();
  }

  Instant earliest() {
    return times().getFirst();
  }

  Instant latest() {
    return times().getLast();
  }

  private List<Instant> times() {
    return events.stream().map(event -> event.envelope().timestamp()).sorted().toList();
  }

  /** What the session's next event is chained to; null for messages that have no leaf. */
  byte @Nullable [] lastLeaf() {
    var leaf = events.getLast().leaf();
    return leaf == null ? null : leaf.bytes();
  }

  /** SHA-256 over the leaf hashes, end to end; null where an event has none. */
  byte @Nullable [] leaves() {
    MessageDigest digest = Sha256.digest();
    for (Candidate event : events) {
      if (event.leaf() == null) {
        return null;
      }
      digest.update(event.leaf().bytes());
    }
    return digest.digest();
  }
}
