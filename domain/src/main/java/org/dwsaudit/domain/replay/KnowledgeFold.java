package org.dwsaudit.domain.replay;

import java.util.List;

/** Knowledge entries, conflicts between them, and what was carried to a worker's new version. */
final class KnowledgeFold implements Fold {

  private final Ledger entries;
  private final Ledger conflicts;
  private final Ledger transfers;

  KnowledgeFold(Bounds bounds) {
    entries = new Ledger("knowledge_entries", "entry_id", bounds);
    conflicts = new Ledger("knowledge_conflicts", "conflict_id", bounds);
    transfers = new Ledger("knowledge_transfers", "transfer", bounds);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "knowledge.entry_created" ->
          entries
              .of(event)
              .status("created")
              .at("created_at")
              .keep("title", "kind", "scope", "content", "length", "uri", "hash", "confidence")
              .keep("source_event_ids", "data_classification");
      case "knowledge.entry_promoted" ->
          entries
              .of(event)
              .status("promoted")
              .at("promoted_at")
              .keep("previous_scope", "scope", "approver", "reason", "evidence_count")
              .keep("confidence", "version");
      case "knowledge.entry_retired" ->
          entries
              .of(event)
              .status("retired")
              .at("retired_at")
              .keep("reason", "replaced_by_entry_id", "actor");
      case "knowledge.entry_overridden" ->
          entries
              .of(event)
              .status("overridden")
              .at("overridden_at")
              .keep("replaced_by_entry_id", "conflict_id", "reason", "actor");
      case "knowledge.conflict_detected" ->
          conflicts
              .of(event)
              .status("open")
              .at("detected_at")
              .keep("entry_ids", "summary", "severity");
      case "knowledge.conflict_resolved" ->
          conflicts
              .of(event)
              .status("resolved")
              .at("resolved_at")
              .keep("entry_ids", "prevailing_entry_id", "strategy", "resolution", "actor");
      case "knowledge.version_transfer" -> transferred(event);
      default -> {}
    }
  }

  private void transferred(Told event) {
    Draft transfer =
        transfers
            .next(event)
            .at("transferred_at")
            .keep("from_worker_version", "worker_version", "entry_ids", "entries_transferred")
            .keep("entries_dropped", "reason");
    String worker = event.event().workerId();
    if (worker != null) {
      transfer.set("worker_id", worker);
    }
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(entries, conflicts, transfers);
  }
}
