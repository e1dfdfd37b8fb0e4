package org.dwsaudit.projections.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes in {@link OpenItemsView}. What an event makes of an item depends on what is
 * there, so the rows concerned are read first, all in one statement; a session's events are worked
 * on by one processor at a time.
 */
final class OpenItemsBatch implements ViewBatch {

  private final Map<ViewKey, List<Said>> events = new TreeMap<>();

  @Override
  public void add(RecordedEvent recorded, AuditEvent shown) {
    AuditEvent event = recorded.event();
    OpenItem.Reference reference = OpenItem.reference(event.eventType());
    if (reference == null) {
      return;
    }
    Said said = new Said(event, shown);
    String id = said.key(reference.member());
    if (id == null) {
      return;
    }
    String session = event.sessionId().toString();
    ViewKey key = new ViewKey(recorded.tenant().value(), reference.kind(), session, id);
    events.computeIfAbsent(key, k -> new ArrayList<>()).add(said);
  }

  private record Row(ViewKey key, @Nullable OpenItem item) {

    OpenItem open() {
      if (item == null) {
        throw new IllegalStateException("not open");
      }
      return item;
    }
  }

  @Override
  public void write(Connection connection, int generation) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    Map<ViewKey, OpenItem> before = read(connection, generation, events.keySet());
    List<Row> open = new ArrayList<>();
    List<Row> settled = new ArrayList<>();
    events.forEach(
        (key, about) -> {
          OpenItem item = before.get(key);
          for (Said said : about) {
            OpenItem.Reference reference = OpenItem.reference(said.event().eventType());
            item = reference == null ? item : OpenItem.after(item, said, reference.member());
          }
          if (item != null) {
            open.add(new Row(key, item));
          } else if (before.containsKey(key)) {
            settled.add(new Row(key, null));
          }
        });
    delete(connection, generation, settled);
    upsert(connection, generation, open);
  }

  private static Map<ViewKey, OpenItem> read(
      Connection connection, int generation, Collection<ViewKey> keys) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT v.tenant, v.kind, v.session_id, v.item_id, v.shown, v.workflow_id, v.worker_id,
                   v.opened_at, v.due_at, v.quorum, v.agreed
            FROM (SELECT ?::integer AS generation) AS g,
                 unnest(?::text[], ?::text[], ?::text[], ?::text[])
                     AS k (tenant, kind, session_id, item_id),
                 open_items_view AS v
            WHERE v.generation = g.generation AND v.tenant = k.tenant AND v.kind = k.kind
              AND v.session_id = k.session_id::uuid AND v.item_id = k.item_id
            """)) {
      keys(new Upsert<>(select, generation, keys.stream().map(k -> new Row(k, null)).toList()));
      Map<ViewKey, OpenItem> found = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(
              new ViewKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
              item(row));
        }
      }
      return found;
    }
  }

  private static OpenItem item(ResultSet row) throws SQLException {
    OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
    return new OpenItem(
        row.getBoolean("shown"),
        row.getString("workflow_id"),
        row.getString("worker_id"),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        due == null ? null : due.toInstant(),
        row.getLong("quorum"),
        row.getLong("agreed"));
  }

  private static Upsert<Row> keys(Upsert<Row> rows) throws SQLException {
    return rows.text(row -> row.key().tenant())
        .text(row -> row.key().first())
        .text(row -> row.key().second())
        .text(row -> row.key().third());
  }

  private static void delete(Connection connection, int generation, List<Row> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM open_items_view AS v
            USING (SELECT ?::integer AS generation) AS g,
                  unnest(?::text[], ?::text[], ?::text[], ?::text[])
                      AS k (tenant, kind, session_id, item_id)
            WHERE v.generation = g.generation AND v.tenant = k.tenant AND v.kind = k.kind
              AND v.session_id = k.session_id::uuid AND v.item_id = k.item_id
            """)) {
      keys(new Upsert<>(delete, generation, rows));
      delete.executeUpdate();
    }
  }

  private static void upsert(Connection connection, int generation, List<Row> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO open_items_view AS v (
                generation, tenant, kind, session_id, item_id, shown, workflow_id, worker_id,
                opened_at, due_at, quorum, agreed)
            SELECT ?, r.tenant, r.kind, r.session_id::uuid, r.item_id, r.shown = 1, r.workflow_id,
                   r.worker_id, r.opened_at, r.due_at, r.quorum, r.agreed
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                        ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::bigint[])
                AS r (tenant, kind, session_id, item_id, shown, workflow_id, worker_id, opened_at,
                      due_at, quorum, agreed)
            ON CONFLICT (generation, tenant, kind, session_id, item_id) DO UPDATE
            SET shown = excluded.shown, workflow_id = excluded.workflow_id,
                worker_id = excluded.worker_id, opened_at = excluded.opened_at,
                due_at = excluded.due_at, quorum = excluded.quorum, agreed = excluded.agreed
            """)) {
      keys(new Upsert<>(upsert, generation, rows))
          .number(row -> row.open().shown() ? 1L : 0L)
          .text(row -> row.open().workflowId())
          .text(row -> row.open().workerId())
          .time(row -> row.open().openedAt())
          .time(row -> row.open().dueAt())
          .number(row -> row.open().quorum())
          .number(row -> row.open().agreed());
      upsert.executeUpdate();
    }
  }
}
