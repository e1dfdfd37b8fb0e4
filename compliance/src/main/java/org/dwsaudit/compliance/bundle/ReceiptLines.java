package org.dwsaudit.compliance.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.compliance.redaction.Disclosure;
import org.dwsaudit.compliance.redaction.Redaction;
import org.dwsaudit.compliance.redaction.Redactor;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.FactJson;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.merkle.TiledTree;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/** Writes the receipts that a bundle refers to, each with the proof that it is in the log. */
final class ReceiptLines {

  static final EventFilter FILTER = EventFilter.ofTypes(List.of(RetentionRunCompleted.TYPE));

  /** What a receipt is good for; without these it vouches for nothing. */
  private static final Set<String> VOUCHING = Set.of("run_id", "ranges", "ranges_root", "months");

  private final Set<UUID> runs;
  private final Redactor redactor;
  private final Disclosure disclosure;
  private final TiledTree tree;
  private final BundleReads reads;
  private final StepWriter out;

  ReceiptLines(
      Set<UUID> runs,
      Redactor redactor,
      Disclosure disclosure,
      TiledTree tree,
      BundleReads reads,
      StepWriter out) {
    this.runs = runs;
    this.redactor = redactor;
    this.disclosure = disclosure;
    this.tree = tree;
    this.reads = reads;
    this.out = out;
  }

  void accept(RecordedEvent event) {
    if (event.position().value() <= tree.size()
        && FactJson.fact(event.event().eventType(), event.event().payload())
            instanceof RetentionRunCompleted completed
        && runs.contains(completed.runId())) {
      try {
        write(event);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void write(RecordedEvent event) throws IOException {
    Redaction redaction = redactor.redactAllBut(event, disclosure, VOUCHING);
    out.receipt(
        redaction.event(),
        LogLines.proof(event, redaction.withheld()),
        previous(event),
        tree.inclusion(event.position().value() - 1));
  }

  private @Nullable LeafHash previous(RecordedEvent event) {
    return event.sequenceNumber() == 1
        ? null
        : reads.leaf(event.event().sessionId(), event.sequenceNumber() - 1).orElseThrow();
  }
}
