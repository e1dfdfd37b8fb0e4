package org.dwsaudit.store.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls {@code append_group}: the one statement that gives out positions. */
final class AppendStatement {

  /** Between the tags of one row on their way into the statement; no tag may contain it. */
  private static final String TAG_SEPARATOR = "\u001f";

  private AppendStatement() {}

  /**
   * What the log said.
   *
   * @param base the position before the group's first; 0 where it was refused
   * @param moved whether the log did not end where the group was planned to begin
   * @param stale streams that have moved on, by their place, from 1
   * @param known rows whose ids are taken, by their place, from 1
   */
  record Answer(long base, boolean moved, List<Integer> stale, List<Integer> known) {
    boolean isRefusal() {
      return moved || !stale.isEmpty() || !known.isEmpty();
    }
  }

  /** Stores the plan: rows, heads and all. In autocommit it is committed when this returns. */
  static Answer append(Connection connection, GroupPlan plan) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT base, moved, stale, known
            FROM append_group(?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?,
                ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      ArrayArguments arguments = claim(select, plan, null);
      List<LogRow> rows = plan.rows();
      arguments
          .longs(rows, LogRow::sequenceNumber)
          .texts(rows, LogRow::eventType)
          .shorts(rows, row -> (short) row.retentionClass().code())
          .times(rows, LogRow::occurredAt)
          .shorts(rows, row -> SqlTime.nanosBeside(row.occurredAt()))
          .texts(rows, LogRow::workflowId)
          .texts(rows, LogRow::phaseId)
          .texts(rows, LogRow::workerId)
          .texts(rows, LogRow::correlationId)
          .texts(rows, LogRow::baseVersion)
          .shorts(rows, AppendStatement::classification)
          .texts(rows, LogRow::fieldClassificationsJson)
          .texts(rows, LogRow::contextJson)
          .texts(rows, LogRow::payloadJson)
          .texts(rows, LogRow::metadataJson)
          .texts(rows, row -> row.tags().isEmpty() ? null : String.join(TAG_SEPARATOR, row.tags()))
          .bytes(rows, row -> row.leaf() == null ? null : row.leaf().bytes())
          .bytes(rows, row -> row.seal() == null ? null : row.seal().secret().bytes());
      return answer(select);
    }
  }

  /**
   * All but the rows, which the caller copies into the log before it commits.
   *
   * @param base the position behind which they were copied already, if they were
   */
  static Answer claim(Connection connection, GroupPlan plan, @Nullable Long base)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT base, moved, stale, known
            FROM append_group(?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?,
                ?, ?,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL)
            """)) {
      claim(select, plan, base);
      return answer(select);
    }
  }

  private static ArrayArguments claim(PreparedStatement select, GroupPlan plan, @Nullable Long base)
      throws SQLException {
    Map<StreamKey, Integer> streams = places(plan.moved().keySet());
    List<GroupPlan.Moved> moved = List.copyOf(plan.moved().values());
    Map<PartitionKey, PartitionShare> shares = PartitionShare.of(plan.rows());
    List<PartitionKey> partitions = List.copyOf(shares.keySet());
    List<PartitionShare> held = List.copyOf(shares.values());
    Map<PartitionKind, KindShare> byKind = KindShare.of(plan.rows());
    List<PartitionKind> kinds = List.copyOf(byKind.keySet());
    List<KindShare> counts = List.copyOf(byKind.values());
    Instant monthFrom = IdScope.monthFrom(plan.now());
    select.setObject(1, SqlTime.utc(IdScope.from(plan.moved().values(), monthFrom)));
    select.setObject(2, SqlTime.utc(IdScope.until(plan.moved().values(), plan.now())));
    select.setObject(3, SqlTime.utc(monthFrom));
    select.setObject(4, base, Types.BIGINT);
    return new ArrayArguments(select, 5)
        .texts(streams.keySet(), StreamKey::tenant)
        .others("uuid", streams.keySet(), StreamKey::sessionId)
        .longs(moved, m -> m.before().lastSequence())
        .bytes(moved, m -> m.before().lastLeaf().bytes())
        .longs(moved, m -> m.after().lastSequence())
        .ints(moved, GroupPlan.Moved::firstRow)
        .ints(moved, GroupPlan.Moved::lastRow)
        .times(moved, m -> m.after().lastRecordedAt())
        .bytes(moved, m -> m.after().lastLeaf().bytes())
        .shorts(partitions, p -> (short) p.retentionClass().code())
        .others("date", partitions, PartitionKey::firstDay)
        .ints(held, PartitionShare::firstRow)
        .ints(held, PartitionShare::lastRow)
        .times(held, PartitionShare::minClock)
        .times(held, PartitionShare::maxClock)
        .times(held, PartitionShare::maxRecorded)
        .ints(kinds, kind -> partitions.indexOf(kind.partition()) + 1)
        .texts(kinds, PartitionKind::tenant)
        .texts(kinds, PartitionKind::eventType)
        .ints(counts, KindShare::events)
        .times(counts, KindShare::minOccurred)
        .times(counts, KindShare::maxOccurred)
        .ints(plan.rows(), row -> streams.getOrDefault(row.stream(), 0))
        .others("uuid", plan.rows(), LogRow::eventId);
  }

  private static Map<StreamKey, Integer> places(Set<StreamKey> streams) {
    Map<StreamKey, Integer> places = new LinkedHashMap<>();
    streams.forEach(stream -> places.put(stream, places.size() + 1));
    return places;
  }

  private static @Nullable Short classification(LogRow row) {
    Integer level = row.dataClassification();
    return level == null ? null : level.shortValue();
  }

  private static Answer answer(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return new Answer(
          row.getLong(1), row.getBoolean(2), places(row.getArray(3)), places(row.getArray(4)));
    }
  }

  private static List<Integer> places(@Nullable Array array) throws SQLException {
    if (array == null) {
      return List.of();
    }
    List<Integer> places = new ArrayList<>();
    for (Object place : (Object[]) array.getArray()) {
      places.add(((Number) place).intValue());
    }
    return places;
  }
}
