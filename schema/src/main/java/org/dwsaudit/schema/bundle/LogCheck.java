package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.integrity.ProofException;
import org.dwsaudit.schema.merkle.CompactRange;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.Subtree;
import org.dwsaudit.schema.note.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the log's steps in their order: builds the tree up, and follows every session. For
 * one thread.
 */
final class LogCheck {

  private final TenantId tenant;
  private final Checkpoint checkpoint;
  private final @Nullable Checkpoint earlier;
  private final ExpiryCheck expiry;
  private final Consumer<ProvedSession> proved;

  private final CompactRange tree = new CompactRange();
  private final Map<SessionId, OpenSession> open = new HashMap<>();
  private final Set<SessionId> ended = new HashSet<>();
  private boolean earlierFound;
  private long steps;
  private @Nullable Instant earliest;
  private @Nullable Instant latest;
  private long events;
  private long matching;
  private long withheldParts;
  private long expired;

  LogCheck(
      TenantId tenant,
      Checkpoint checkpoint,
      @Nullable Checkpoint earlier,
      Map<UUID, Receipt> receipts,
      Consumer<ProvedSession> proved) {
    this.tenant = tenant;
    this.checkpoint = checkpoint;
    this.earlier = earlier;
    this.expiry = new ExpiryCheck(receipts);
    this.proved = proved;
    compareEarlier();
  }

  void step(LogStep step) {
    switch (step) {
      case LogStep.Event event -> event(event);
      case LogStep.Skip skip -> skip(skip);
      case LogStep.ExpiredRange range -> range(range);
      case LogStep.ExpiredMonths months -> months(months);
      case LogStep.Session session -> session(session);
    }
    steps++;
  }

  /** How many steps were gone through. */
  long steps() {
    return steps;
  }

  long events() {
    return events;
  }

  Optional<Instant> earliest() {
    return Optional.ofNullable(earliest);
  }

  Optional<Instant> latest() {
    return Optional.ofNullable(latest);
  }

  private void event(LogStep.Event step) {
    long position = tree.size() + 1;
    if (!step.event().position().equals(new Position(position).toString())) {
      throw new BundleException(
          BundleFlaw.POSITION_WRONG,
          "event at %s (expected: at %s)"
              .formatted(Excerpt.of(step.event().position()), new Position(position)));
    }
    OpenSession session = session(step.event().session(), step.event().sequenceNumber());
    session.requireNext(step.event().sequenceNumber());
    requireLeaf(step, session.leafBefore(step));
    if (!step.matches() && step.disclosesContent()) {
      throw new BundleException(
          BundleFlaw.SURPLUS_DISCLOSED, "an event that the filter does not cover discloses more");
    }
    session.event(step, position);
    Instant recorded = step.event().recordedAt();
    earliest = earliest == null || recorded.isBefore(earliest) ? recorded : earliest;
    latest = latest == null || recorded.isAfter(latest) ? recorded : latest;
    events++;
    matching += step.matches() ? 1 : 0;
    withheldParts += step.withheldParts();
    tree.append(MerkleHash.ofEntry(step.leaf().bytes()));
    compareEarlier();
  }

  private void requireLeaf(LogStep.Event step, LeafHash before) {
    try {
      step.event().requireLeaf(tenant, before, step.leaf());
    } catch (ProofException e) {
      throw new BundleException(BundleFlaw.of(e.flaw()), String.valueOf(e.getMessage()));
    }
  }

  private void skip(LogStep.Skip skip) {
    if (skip.to() <= tree.size() || skip.to() > checkpoint.size()) {
      throw malformed(
          "skip: to %d (expected: %d..%d)"
              .formatted(skip.to(), tree.size() + 1, checkpoint.size()));
    }
    List<Subtree> subtrees = Subtree.covering(tree.size(), skip.to());
    if (subtrees.size() != skip.hashes().size()) {
      throw malformed(
          "skip: %d hashes (expected: %d)".formatted(skip.hashes().size(), subtrees.size()));
    }
    for (int i = 0; i < subtrees.size(); i++) {
      tree.append(subtrees.get(i), skip.hashes().get(i));
      compareEarlier();
    }
  }

  private void range(LogStep.ExpiredRange step) {
    expiry.require(step);
    session(step.range().session(), step.range().first())
        .expired(step.range().first(), step.range().last(), step.range().lastLeaf());
    expired += step.range().last() - step.range().first() + 1;
  }

  private void months(LogStep.ExpiredMonths step) {
    OpenSession session = session(step.session(), step.first());
    session.inMonths(expiry.require(step));
    session.expired(step.first(), step.last(), step.lastLeaf());
    expired += step.last() - step.first() + 1;
  }

  /** The session that goes on, or begins with the number. */
  private OpenSession session(SessionId id, long number) {
    if (ended.contains(id)) {
      throw new BundleException(
          BundleFlaw.SESSION_REOPENED, "session %s goes on behind its end".formatted(id));
    }
    return open.computeIfAbsent(id, session -> new OpenSession(session, number));
  }

  private void session(LogStep.Session step) {
    OpenSession session = open.remove(step.session());
    if (session == null) {
      throw new BundleException(
          BundleFlaw.SESSION_WRONG, "session %s ends and had not begun".formatted(step.session()));
    }
    ended.add(step.session());
    proved.accept(session.end(step, checkpoint.size() + 1));
  }

  /** Where the tree is as large as it was at the earlier checkpoint, it must be the same. */
  private void compareEarlier() {
    if (earlier != null && tree.size() == earlier.size()) {
      earlierFound = true;
      if (!tree.root().equals(earlier.root())) {
        throw new BundleException(
            BundleFlaw.CHECKPOINT_CONTRADICTED,
            "the first %d entries are not those of the earlier checkpoint"
                .formatted(earlier.size()));
      }
    }
  }

  /** What all steps came to. */
  BundleCounts end() {
    if (!open.isEmpty()) {
      throw new BundleException(
          BundleFlaw.SESSION_OPEN,
          "session %s has no end".formatted(open.keySet().iterator().next()));
    }
    if (tree.size() != checkpoint.size() || !tree.root().equals(checkpoint.root())) {
      throw new BundleException(
          BundleFlaw.ROOT_MISMATCH, "the log is not the one that the checkpoint was signed for");
    }
    if (earlier != null && !earlierFound) {
      throw new BundleException(
          BundleFlaw.CHECKPOINT_NOT_COVERED,
          "the bundle does not say what the log was at %d entries (expected: exported with it as --since)"
              .formatted(earlier.size()));
    }
    return new BundleCounts(events, matching, ended.size(), withheldParts, expired);
  }
}
