package org.dwsaudit.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/** Calls {@code append_event}: what {@link AppendStatement} does, for a group of one event. */
final class EventStatement {

  private EventStatement() {}

  /** Whether the plan is one event, and not of the system stream. */
  static boolean takes(GroupPlan plan) {
    return plan.rows().size() == 1
        && plan.rows().getFirst().seal() != null
        && plan.rows().getFirst().retentionClass() != RetentionClass.SYSTEM;
  }

  /** Stores the event and moves the heads. In autocommit it is committed when this returns. */
  static AppendStatement.Answer append(Connection connection, GroupPlan plan) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT base, stale, known
            FROM append_event(?, ?, ?,
                ?, ?, ?, ?,
                ?, ?, ?, ?,
                ?, ?, ?, ?,
                ?, ?, ?, ?, ?,
                ?, ?, ?, ?,
                ?, ?)
            """)) {
      new Arguments(select).set(plan);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new AppendStatement.Answer(
            row.getLong(1), false, first(row.getBoolean(2)), first(row.getBoolean(3)));
      }
    }
  }

  private static List<Integer> first(boolean refused) {
    return refused ? List.of(1) : List.of();
  }

  /** The arguments, one after the other. */
  private static final class Arguments {

    private final PreparedStatement statement;
    private int parameter = 1;

    Arguments(PreparedStatement statement) {
      this.statement = statement;
    }

    void set(GroupPlan plan) throws SQLException {
      LogRow row = plan.rows().getFirst();
      GroupPlan.Moved moved = plan.moved().values().iterator().next();
      scope(plan.now(), moved);
      stream(row.stream(), moved.before());
      partition(row);
      event(row);
    }

    private void scope(Instant now, GroupPlan.Moved moved) throws SQLException {
      Instant monthFrom = IdScope.monthFrom(now);
      time(IdScope.from(Set.of(moved), monthFrom));
      time(IdScope.until(Set.of(moved), now));
      time(monthFrom);
    }

    private void stream(StreamKey stream, StreamHead before) throws SQLException {
      text(stream.tenant());
      value(stream.sessionId());
      value(before.lastSequence());
      statement.setBytes(parameter++, before.lastLeaf().bytes());
    }

    private void partition(LogRow row) throws SQLException {
      small((short) row.retentionClass().code());
      value(PartitionKey.of(row).firstDay());
      time(PartitionShare.clock(row));
      time(row.recordedAt());
    }

    private void event(LogRow row) throws SQLException {
      value(row.eventId());
      text(row.eventType());
      time(row.occurredAt());
      small(SqlTime.nanosBeside(row.occurredAt()));
      text(row.workflowId());
      text(row.phaseId());
      text(row.workerId());
      text(row.correlationId());
      text(row.baseVersion());
      Integer classification = row.dataClassification();
      small(classification == null ? null : classification.shortValue());
      text(row.fieldClassificationsJson());
      text(row.contextJson());
      text(row.payloadJson());
      LeafHash leaf = row.leaf();
      statement.setBytes(parameter++, leaf == null ? null : leaf.bytes());
      LogRow.Seal seal = row.seal();
      statement.setBytes(parameter++, seal == null ? null : seal.secret().bytes());
    }

    private void value(Object value) throws SQLException {
      statement.setObject(parameter++, value);
    }

    private void small(@Nullable Short value) throws SQLException {
      statement.setObject(parameter++, value, Types.SMALLINT);
    }

    private void text(@Nullable String value) throws SQLException {
      statement.setString(parameter++, value);
    }

    private void time(Instant value) throws SQLException {
      value(SqlTime.utc(SqlTime.micros(value)));
    }
  }
}
