package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what is due and held. */
final class HeldCounts {

  private static final int PAGE = 5_000;

  private HeldCounts() {}

  /** By the group's number in the rules; a group of which nothing is held is absent. */
  static Map<Integer, Long> read(
      Connection connection, RetentionRules rules, Instant asOf, List<Month> months)
      throws SQLException {
    Map<Integer, Long> held = new HashMap<>();
    Candidates candidates = new Candidates(rules, asOf);
    for (Month month : months) {
      if (month.mayHaveDue(asOf)) {
        MonthHolds holds = MonthHolds.read(connection, rules, month);
        if (holds.any()) {
          count(connection, candidates, rules, month, holds, held);
        }
      }
    }
    return held;
  }

  private static void count(
      Connection connection,
      Candidates candidates,
      RetentionRules rules,
      Month month,
      MonthHolds holds,
      Map<Integer, Long> held)
      throws SQLException {
    long after = 0;
    List<Candidate> page;
    do {
      page = candidates.pagePerhapsHeld(connection, month, holds, after, PAGE);
      Set<Long> covered = HeldCandidates.positions(connection, rules, month, page);
      for (Candidate candidate : page) {
        after = candidate.position();
        if (covered.contains(candidate.position())) {
          held.merge(candidate.groupNo(), 1L, Long::sum);
        }
      }
    } while (page.size() == PAGE);
  }
}
