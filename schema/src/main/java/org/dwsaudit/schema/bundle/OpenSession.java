package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleFlaw.CHAIN_BROKEN;
import static org.dwsaudit.schema.bundle.BundleFlaw.NUMBER_MISSING;
import static org.dwsaudit.schema.bundle.BundleFlaw.RECEIPT_WRONG;
import static org.dwsaudit.schema.bundle.BundleFlaw.SESSION_WRONG;

import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.administration.DroppedMonth;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** How far a session has come. */
final class OpenSession {

  private final SessionId session;
  private final long first;
  private long last;
  private @Nullable LeafHash lastLeaf;
  private long lastPosition;
  private long events;
  private long expired;
  private long withheldParts;

  /** Those in which what expired last is said to have been. */
  private final List<DroppedMonth> months = new ArrayList<>();

  OpenSession(SessionId session, long first) {
    this.session = session;
    this.first = first;
    this.last = first - 1;
  }

  /** The leaf that the event is chained to: as known here, or else as its line says. */
  LeafHash leafBefore(LogStep.Event event) {
    boolean begins = event.event().sequenceNumber() == 1;
    LeafHash said = event.previousLeaf();
    boolean known = begins || last >= first;
    if (known == (said != null)) {
      throw wrong(
          CHAIN_BROKEN, "event %d: previous_leaf where it is known, or none where it is not");
    }
    LeafHash before = begins ? LeafHash.NONE : said == null ? lastLeaf : said;
    if (before == null) {
      throw wrong(CHAIN_BROKEN, "event %d: nothing to chain it to");
    }
    return before;
  }

  private BundleException wrong(BundleFlaw flaw, String problem) {
    return new BundleException(
        flaw, "session %s: ".formatted(session) + problem.formatted(last + 1));
  }

  void event(LogStep.Event event, long position) {
    requireNext(event.event().sequenceNumber());
    endMonths(position);
    last++;
    lastLeaf = event.leaf();
    lastPosition = position;
    events++;
    withheldParts += event.withheldParts();
  }

  void requireNext(long number) {
    if (number != last + 1) {
      throw wrong(NUMBER_MISSING, "event %d is missing");
    }
  }

  /**
   * @param leaf of the last of them; null where it is not said
   */
  void expired(long from, long to, @Nullable LeafHash leaf) {
    requireNext(from);
    expired += to - from + 1;
    last = to;
    lastLeaf = leaf;
  }

  /** The numbers that expired last were in these months. */
  void inMonths(List<DroppedMonth> dropped) {
    for (DroppedMonth month : dropped) {
      if (month.last().value() <= lastPosition) {
        throw wrong(RECEIPT_WRONG, "a month that ended before the numbers up to %d");
      }
    }
    months.addAll(dropped);
  }

  /**
   * @param position of the event that follows, or behind the log's end
   */
  private void endMonths(long position) {
    for (DroppedMonth month : months) {
      if (month.first().value() >= position) {
        throw wrong(RECEIPT_WRONG, "a month that began behind event %d");
      }
    }
    months.clear();
  }

  ProvedSession end(LogStep.Session said, long endOfLog) {
    endMonths(endOfLog);
    if (said.first() != first
        || said.last() != last
        || said.events() != events
        || said.head() < last) {
      throw wrong(SESSION_WRONG, "it does not end before number %d as its line says");
    }
    return new ProvedSession(session, first, last, events, expired, withheldParts, said.head());
  }
}
