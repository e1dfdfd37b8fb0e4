package org.dwsaudit.compliance.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** The record of the single events that runs took out of the log. */
final class ExpiredRanges {

  private ExpiredRanges() {}

  /** Records the events, neighbours of one session and group in one row. */
  static void insert(
      Connection connection,
      TenantId tenant,
      UUID runId,
      List<GroupKey> groups,
      List<Candidate> expired)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO expired_range (tenant, session_id, first_sequence, last_sequence, events,
                                       category, run_id, earliest, latest, last_leaf)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (Range range : ranges(expired)) {
        insert.setString(1, tenant.value());
        insert.setObject(2, range.session().value());
        insert.setLong(3, range.first());
        insert.setLong(4, range.last());
        insert.setLong(5, range.last() - range.first() + 1);
        insert.setString(6, groups.get(range.groupNo()).text());
        insert.setObject(7, runId);
        insert.setObject(8, range.earliest().atOffset(ZoneOffset.UTC));
        insert.setObject(9, range.latest().atOffset(ZoneOffset.UTC));
        insert.setBytes(10, range.lastLeaf());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private record Range(
      SessionId session,
      long first,
      long last,
      int groupNo,
      Instant earliest,
      Instant latest,
      @Nullable LeafHash leaf) {

    static Range of(Candidate candidate) {
      Instant time = candidate.envelope().timestamp();
      return new Range(
          candidate.envelope().sessionId(),
          candidate.sequenceNumber(),
          candidate.sequenceNumber(),
          candidate.groupNo(),
          time,
          time,
          candidate.leaf());
    }

    boolean continuesWith(Range next) {
      return session.equals(next.session) && groupNo == next.groupNo && last + 1 == next.first;
    }

    Range with(Range next) {
      return new Range(
          session,
          first,
          next.last,
          groupNo,
          earliest.isBefore(next.earliest) ? earliest : next.earliest,
          latest.isAfter(next.latest) ? latest : next.latest,
          next.leaf);
    }

    byte @Nullable [] lastLeaf() {
      return leaf == null ? null : leaf.bytes();
    }
  }

  private static List<Range> ranges(List<Candidate> expired) {
    List<Range> ranges = new ArrayList<>();
    expired.stream()
        .map(Range::of)
        .sorted(
            Comparator.comparing((Range range) -> range.session().value())
                .thenComparingLong(Range::first))
        .forEach(
            next -> {
              if (!ranges.isEmpty() && ranges.getLast().continuesWith(next)) {
                ranges.add(ranges.removeLast().with(next));
              } else {
                ranges.add(next);
              }
            });
    return ranges;
  }
}
