package org.dwsaudit.compliance.bundle;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dwsaudit.compliance.facts.RecordedFact;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.DroppedMonth;
import org.dwsaudit.schema.administration.ExpiryProof;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.merkle.InclusionProof;

/** The receipts under the bundle's checkpoint, and which of them the bundle refers to. */
final class Receipts {

  private static final int TREES_KEPT = 4;

  private final BundleReads reads;
  private final Map<UUID, ExpiryProof> proofs = new HashMap<>();
  private final Set<UUID> used = new LinkedHashSet<>();
  private final Map<UUID, RangeTree> trees =
      new LinkedHashMap<>(TREES_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, RangeTree> eldest) {
          return size() > TREES_KEPT;
        }
      };

  Receipts(BundleReads reads, long size) {
    this.reads = reads;
    for (RecordedFact recorded : reads.receipts()) {
      if (recorded.position().value() <= size
          && recorded.fact() instanceof RetentionRunCompleted completed) {
        proofs.put(completed.runId(), completed.proof());
      }
    }
  }

  /** That the range is one that its run's receipt vouches for. */
  InclusionProof inclusion(BundleReads.Range range) {
    ExpiryProof proof = use(range.run());
    return trees
        .computeIfAbsent(range.run(), run -> new RangeTree(reads, run, proof.ranges()))
        .inclusion(range.ordinal());
  }

  private ExpiryProof use(UUID run) {
    ExpiryProof proof = proofs.get(run);
    if (proof == null) {
      throw new AuditException(
          ErrorCode.RETENTION_RUN_ACTIVE,
          "retention run %s has no receipt yet (expected: one; try again when it has ended)"
              .formatted(run));
    }
    used.add(run);
    return proof;
  }

  /** A month that a run dropped. */
  record MonthOfRun(UUID run, DroppedMonth month) {}

  /**
   * @throws AuditException RETENTION_RUN_ACTIVE if no receipt has one
   */
  List<MonthOfRun> months(SessionId session, long after, long before) {
    List<MonthOfRun> months =
        proofs.entrySet().stream()
            .flatMap(
                run ->
                    run.getValue().months().stream()
                        .filter(month -> month.last().value() > after)
                        .filter(month -> month.first().value() < before)
                        .map(month -> new MonthOfRun(run.getKey(), month)))
            .toList();
    if (months.isEmpty()) {
      throw new AuditException(
          ErrorCode.RETENTION_RUN_ACTIVE,
          "events of session %s are gone, and no receipt says why yet (expected: one; try again,"
                  .formatted(session)
              + " and if that does not help, verify --store)");
    }
    months.forEach(month -> use(month.run()));
    return months;
  }

  /** All of them are of interest, whatever the bundle refers to. */
  void useAll() {
    used.addAll(proofs.keySet());
  }

  /** The runs that the bundle has receipts of. */
  Set<UUID> used() {
    return used;
  }
}
