package org.dwsaudit.compliance.bundle;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** Says of numbers that are not in the log any more how they went. */
final class Gaps {

  private final BundleReads reads;
  private final Receipts receipts;
  private final StepWriter out;
  private long expired;

  Gaps(BundleReads reads, Receipts receipts, StepWriter out) {
    this.reads = reads;
    this.receipts = receipts;
    this.out = out;
  }

  /**
   * Explains what is missing before an event.
   *
   * @param leafBefore the leaf that the event is chained to
   */
  void before(RecordedEvent event, SessionSpan span, Supplier<LeafHash> leafBefore)
      throws IOException {
    long last = event.sequenceNumber() - 1;
    if (explain(span, last, event.position().value()) < last) {
      months(span, last, event.position().value(), leafBefore.get());
    }
  }

  /** Explains what is missing at a session's end. */
  void atEnd(SessionSpan span, long endOfLog) throws IOException {
    if (explain(span, span.last(), endOfLog) < span.last()) {
      months(span, span.last(), endOfLog, null);
    }
  }

  /**
   * As far as ranges say it.
   *
   * @return the last number that is explained
   */
  private long explain(SessionSpan span, long last, long before) throws IOException {
    for (BundleReads.Range range : reads.ranges(span.session(), span.next(), last)) {
      if (range.entry().first() > span.next()) {
        months(span, range.entry().first() - 1, before, null);
      }
      out.expired(range, receipts.inclusion(range));
      expired(span, range.entry().last());
    }
    return span.next() - 1;
  }

  private void months(SessionSpan span, long last, long before, @Nullable LeafHash lastLeaf)
      throws IOException {
    List<Receipts.MonthOfRun> months = receipts.months(span.session(), span.lastPosition(), before);
    out.expired(span.session(), span.next(), last, lastLeaf, months);
    expired(span, last);
  }

  private void expired(SessionSpan span, long last) {
    expired += last - span.next() + 1;
    span.expired(span.next(), last);
  }

  /** How many numbers were explained. */
  long expired() {
    return expired;
  }
}
