package org.dwsaudit.store.postgres;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The heads of the streams last used, fed by this server's commits and reads, so that an append
 * reads nothing before it writes. A head may be old where another server wrote; the append is then
 * refused by the log, the head forgotten, and what is decided next is read anew. The same with ids:
 * one that the log refused as taken is remembered, so that the next decision looks for it.
 */
final class StreamHeads {

  private static final int HEADS_MAX = 100_000;
  private static final int TAKEN_MAX = 100_000;

  private final Map<StreamKey, StreamHead> heads = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<TakenId> taken = new LinkedHashSet<>();

  private record TakenId(String tenant, UUID eventId) {}

  synchronized @Nullable StreamHead find(StreamKey stream) {
    return heads.get(stream);
  }

  /** Remembers a committed head, unless a later one is known. */
  synchronized void committed(StreamKey stream, StreamHead head) {
    StreamHead known = heads.get(stream);
    if (known == null || known.lastSequence() < head.lastSequence()) {
      heads.put(stream, head);
      if (heads.size() > HEADS_MAX) {
        heads.remove(heads.keySet().iterator().next());
      }
    }
  }

  synchronized void forget(StreamKey stream) {
    heads.remove(stream);
  }

  synchronized void taken(String tenant, UUID eventId) {
    taken.add(new TakenId(tenant, eventId));
    if (taken.size() > TAKEN_MAX) {
      taken.remove(taken.iterator().next());
    }
  }

  /** Whether the log has refused one of the ids as taken. */
  synchronized boolean anyTaken(String tenant, Collection<UUID> eventIds) {
    return !taken.isEmpty()
        && eventIds.stream().anyMatch(id -> taken.contains(new TakenId(tenant, id)));
  }
}
