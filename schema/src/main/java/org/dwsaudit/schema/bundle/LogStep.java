package org.dwsaudit.schema.bundle;

import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.integrity.OpenedEvent;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.taxonomy.Requirement;
import org.jspecify.annotations.Nullable;

/** A line of {@code log.ndjson}. */
sealed interface LogStep {

  /**
   * The next entry of the log is this event.
   *
   * @param leaf that it says it has
   * @param previousLeaf where the lines before do not tell it
   * @param withheldParts how many parts of it are withheld
   */
  record Event(
      OpenedEvent event,
      LeafHash leaf,
      @Nullable LeafHash previousLeaf,
      boolean matches,
      boolean disclosesContent,
      int withheldParts)
      implements LogStep {}

  /** The entries up to before one are of no concern here. */
  record Skip(long to, List<MerkleHash> hashes) implements LogStep {

    public Skip {
      hashes = List.copyOf(hashes);
    }
  }

  /** Neighbouring numbers of a session that expired one by one. */
  record ExpiredRange(UUID run, ExpiredRangeEntry range, long ordinal, List<MerkleHash> path)
      implements LogStep {

    public ExpiredRange {
      path = List.copyOf(path);
    }
  }

  /**
   * Neighbouring numbers of a session that went with whole months.
   *
   * @param lastLeaf where an event follows them
   */
  record ExpiredMonths(
      SessionId session,
      long first,
      long last,
      @Nullable LeafHash lastLeaf,
      List<MonthOfRun> months)
      implements LogStep {

    public ExpiredMonths {
      months = List.copyOf(months);
    }
  }

  /** A month's partition that a run dropped. */
  record MonthOfRun(UUID run, Requirement requirement, String month) {}

  /**
   * The session ends here.
   *
   * @param head the last number that it had in the log
   */
  record Session(SessionId session, long first, long last, long events, long head)
      implements LogStep {}
}
