package org.dwsaudit.compliance.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.dwsaudit.compliance.redaction.Disclosure;
import org.dwsaudit.compliance.redaction.Redactor;
import org.dwsaudit.compliance.transparency.Checkpoints;
import org.dwsaudit.compliance.transparency.MerkleLog;
import org.dwsaudit.compliance.transparency.Seal;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.bundle.BundleCounts;
import org.dwsaudit.schema.bundle.BundleEntry;
import org.dwsaudit.schema.bundle.BundleManifest;
import org.dwsaudit.schema.bundle.BundleSeal;
import org.dwsaudit.schema.bundle.BundleWriter;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.merkle.TiledTree;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.FilterJson;

/**
 * Makes bundles: exports that prove themselves, redacted to a clearance. Safe for use by several
 * threads.
 */
public final class Bundles {

  private final DataSource source;
  private final EventScan scan;
  private final Redactor redactor;
  private final MerkleLog log;
  private final Checkpoints checkpoints;
  private final Clock clock;

  /**
   * @param source of connections that may read; one at a time is used
   */
  public Bundles(
      DataSource source,
      EventScan scan,
      Redactor redactor,
      MerkleLog log,
      Checkpoints checkpoints,
      Clock clock) {
    this.source = source;
    this.scan = scan;
    this.redactor = redactor;
    this.log = log;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /**
   * Writes a bundle of every event that the filter covers and that was acknowledged before this was
   * called, with all between the first and the last of each session. Memory grows with the number
   * of sessions, a hundred bytes each, and not with that of events. No transaction is open while
   * the stream is waited for.
   *
   * @param out takes the bundle; it is complete when this returns, and no bundle when this throws
   * @return how many events the filter covers
   * @throws AuditException {@code CLEARANCE_EXCEEDED} for a clearance above the principal's, or
   *     {@code restricted}; {@code INVALID_ARGUMENT} for a size the log never had; {@code
   *     LOG_KEY_MISSING} if this server cannot sign; {@code RETENTION_RUN_ACTIVE} if a retention
   *     run took out what the bundle should have and has no receipt yet: all of these but the last
   *     before anything is written
   * @throws IOException if the stream does
   */
  public long write(Principal principal, BundleOrder order, OutputStream out) throws IOException {
    Disclosure disclosure = Disclosure.forExport(principal, order.clearance());
    Seal seal = checkpoints.seal();
    long size = seal.checkpoint().size();
    if (order.since().orElse(0) > size) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "since: %d (expected: 0..%d, the log's size)".formatted(order.since().orElse(0), size));
    }
    Work work = new Work(principal, order, disclosure, seal);
    BundleWriter bundle = new BundleWriter(out);
    bundle.put(BundleEntry.CHECKPOINT, bytes(seal.note().format()));
    bundle.put(BundleEntry.KEYS, bytes(successions(seal)));
    bundle.pack(BundleEntry.LOG, work::log);
    bundle.pack(BundleEntry.RECEIPTS, work::receipts);
    BundleSeal.end(bundle, work.manifest(), seal::sign);
    return work.counts.matching();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String successions(Seal seal) {
    ArrayNode notes = JsonNodeFactory.instance.arrayNode();
    seal.successions().forEach(note -> notes.add(note.format()));
    return notes.toString();
  }

  /** One bundle in the making. */
  private final class Work {

    private static final BundleCounts NOTHING = new BundleCounts(0, 0, 0, 0, 0);

    private final Principal principal;
    private final BundleOrder order;
    private final Disclosure disclosure;
    private final Seal seal;
    private final BundleReads reads;
    private final TiledTree tree;
    private final Receipts receipts;
    private final Spans spans;
    private BundleCounts counts = NOTHING;

    Work(Principal principal, BundleOrder order, Disclosure disclosure, Seal seal) {
      this.principal = principal;
      this.order = order;
      this.disclosure = disclosure;
      this.seal = seal;
      long size = seal.checkpoint().size();
      this.reads = new BundleReads(source, principal.tenant());
      this.tree = new TiledTree(log::hashes, size);
      this.receipts = new Receipts(reads, size);
      EventFilter filter = order.filter();
      if (filter.equals(EventFilter.ALL)) {
        receipts.useAll();
      }
      this.spans =
          Spans.isOfWholeSessions(filter)
              ? Spans.ofWholeSessions(reads, filter, size)
              : Spans.ofMatching(
                  reads,
                  scan,
                  principal,
                  filter,
                  event -> redactor.disclose(event, disclosure),
                  size);
    }

    void log(OutputStream out) throws IOException {
      EventFilter filter = order.filter();
      Predicate<AuditEvent> covers =
          Spans.isOfWholeSessions(filter) ? event -> true : filter::matches;
      StepWriter steps = new StepWriter(out);
      LogLines lines =
          new LogLines(
              spans,
              redactor,
              disclosure,
              covers,
              tree,
              order.since(),
              new ChainedLeaf(reads, log),
              receipts,
              reads,
              steps);
      if (!spans.isEmpty()) {
        scan(spans.filter(), lines::accept);
      }
      counts = lines.end();
      steps.end();
    }

    private void scan(EventFilter filter, Consumer<RecordedEvent> lines) throws IOException {
      try {
        ReadAhead.run(
            events -> scan.scan(principal, filter, UnaryOperator.identity(), events), lines);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    void receipts(OutputStream out) throws IOException {
      StepWriter steps = new StepWriter(out);
      ReceiptLines lines =
          new ReceiptLines(receipts.used(), redactor, disclosure, tree, reads, steps);
      if (!receipts.used().isEmpty()) {
        scan(ReceiptLines.FILTER, lines::accept);
      }
      steps.end();
    }

    BundleManifest manifest() {
      return new BundleManifest(
          order.exportId(),
          clock.instant().truncatedTo(ChronoUnit.MICROS),
          principal.tenant(),
          seal.key(),
          principal.actor(),
          order.clearance(),
          FilterJson.write(order.filter()),
          order.reason().orElse(null),
          seal.checkpoint().size(),
          counts);
    }
  }
}
