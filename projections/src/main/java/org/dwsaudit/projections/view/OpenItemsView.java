package org.dwsaudit.projections.view;

import java.util.List;

/** {@code open-items}: approvals, escalations and questions that wait for somebody. */
final class OpenItemsView implements View {

  @Override
  public String name() {
    return "open-items";
  }

  @Override
  public List<String> filters() {
    return List.of("kind", "session_id", "workflow_id");
  }

  @Override
  public ViewBatch batch() {
    return new OpenItemsBatch();
  }

  @Override
  public String page() {
    return """
    SELECT row_id, kind, session_id, CASE WHEN shown THEN item_id END AS item_id, workflow_id,
           worker_id, opened_at, due_at, quorum, agreed
    FROM open_items_view
    WHERE generation = (SELECT generation FROM projection WHERE view = ?)
      AND tenant = ? AND row_id > ?
      AND (?::text IS NULL OR kind = ?)
      AND (?::text IS NULL OR session_id::text = ?)
      AND (?::text IS NULL OR workflow_id = ?)
    ORDER BY row_id
    LIMIT ?
    """;
  }

  @Override
  public List<String> deletions() {
    return List.of(
        """
        DELETE FROM open_items_view WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM open_items_view WHERE generation < ? LIMIT ?))
        """);
  }
}
