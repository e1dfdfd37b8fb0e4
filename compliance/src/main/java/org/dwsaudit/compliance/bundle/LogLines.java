package org.dwsaudit.compliance.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.dwsaudit.compliance.redaction.Disclosure;
import org.dwsaudit.compliance.redaction.Redaction;
import org.dwsaudit.compliance.redaction.Redactor;
import org.dwsaudit.schema.bundle.BundleCounts;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.integrity.PartCommitments;
import org.dwsaudit.schema.integrity.RedactedProof;
import org.dwsaudit.schema.merkle.Subtree;
import org.dwsaudit.schema.merkle.TiledTree;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the log's events in commit order and says of each entry what the bundle says of it.
 */
final class LogLines {

  private final Spans spans;
  private final Redactor redactor;
  private final Disclosure disclosure;
  private final Predicate<AuditEvent> covers;
  private final TiledTree tree;
  private final OptionalLong since;
  private final ChainedLeaf chain;
  private final Gaps gaps;
  private final StepWriter out;

  private long size;
  private long events;
  private long matching;
  private long sessions;
  private long withheldParts;

  /**
   * @param covers whether the filter covers an event, as it is disclosed
   * @param since a size that no skip leaps over
   */
  LogLines(
      Spans spans,
      Redactor redactor,
      Disclosure disclosure,
      Predicate<AuditEvent> covers,
      TiledTree tree,
      OptionalLong since,
      ChainedLeaf chain,
      Receipts receipts,
      BundleReads reads,
      StepWriter out) {
    this.spans = spans;
    this.redactor = redactor;
    this.disclosure = disclosure;
    this.covers = covers;
    this.tree = tree;
    this.since = since;
    this.chain = chain;
    this.gaps = new Gaps(reads, receipts, out);
    this.out = out;
  }

  /** Takes the next event; those that the bundle does not have are passed over. */
  void accept(RecordedEvent event) {
    SessionSpan span = event.position().value() <= tree.size() ? spans.of(event) : null;
    if (span != null) {
      try {
        write(event, span);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void write(RecordedEvent event, SessionSpan span) throws IOException {
    long position = event.position().value();
    skipTo(position - 1);
    boolean first = !span.hasBegun();
    LeafHash previous = null;
    if (event.sequenceNumber() > span.next()) {
      gaps.before(event, span, () -> chain.before(event));
    } else if (first && event.sequenceNumber() > 1) {
      previous = chain.before(event);
    }
    Redaction redaction = redactor.redact(event, disclosure);
    boolean matches = covers.test(redaction.event().event());
    write(event, matches ? redaction : redactor.redactAll(event), previous, matches);
    size = position;
    span.event(event.sequenceNumber(), position);
    if (span.isComplete()) {
      end(span);
    }
  }

  private void write(
      RecordedEvent whole, Redaction redaction, @Nullable LeafHash previous, boolean matches)
      throws IOException {
    RedactedProof proof = proof(whole, redaction.withheld());
    out.event(redaction.event(), proof, previous, matches);
    events++;
    matching += matches ? 1 : 0;
    withheldParts += proof.withheld().size();
  }

  /** What proves an event of which parts are withheld. */
  static RedactedProof proof(RecordedEvent whole, Set<String> withheld) {
    CommitmentSecret secret = whole.secret();
    if (secret == null) {
      throw new AuditException(
          ErrorCode.STORE_CORRUPT,
          "event %s has no secret (expected: every event has one)".formatted(whole.position()));
    }
    return new PartCommitments(whole.event(), secret).proof(withheld);
  }

  private void skipTo(long to) throws IOException {
    if (since.isPresent() && since.getAsLong() > size && since.getAsLong() < to) {
      skip(since.getAsLong());
    }
    if (to > size) {
      skip(to);
    }
  }

  private void skip(long to) throws IOException {
    List<Subtree> subtrees = Subtree.covering(size, to);
    out.skip(to, subtrees.stream().map(tree::hash).toList());
    size = to;
  }

  private void end(SessionSpan span) throws IOException {
    out.session(span);
    sessions++;
    spans.ended(span);
  }

  /** Says what is left to say. */
  BundleCounts end() throws IOException {
    skipTo(tree.size());
    for (SessionSpan span : spans.open()) {
      gaps.atEnd(span, tree.size() + 1);
      end(span);
    }
    return new BundleCounts(events, matching, sessions, withheldParts, gaps.expired());
  }
}
