package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two states of a session.
 *
 * @param changes sorted by path; empty where the states differ in {@link AsOf} at most
 */
public record StateDiff(SessionId sessionId, AsOf from, AsOf to, List<Change> changes) {

  public StateDiff {
    changes = List.copyOf(changes);
  }

  /** What a change does. */
  public enum Op {
    ADD,
    REMOVE,
    REPLACE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The lower-case name used in JSON. */
    public String label() {
      return label;
    }
  }

  /**
   * One difference. No change is inside another one.
   *
   * @param path a JSON Pointer (RFC 6901) into the state's JSON, in which a list's item goes by its
   *     id rather than its place, as {@code /tasks/t-1/status}
   * @param from the value before; null where there was none
   * @param to the value after; null where there is none
   */
  public record Change(Op op, String path, @Nullable JsonNode from, @Nullable JsonNode to) {}

  /** The changes that make the second state of the first; both are of the same session. */
  public static StateDiff between(SessionState from, SessionState to) {
    return new StateDiff(
        from.sessionId(),
        from.asOf(),
        to.asOf(),
        TreeComparison.changes(KeyedTree.of(from), KeyedTree.of(to)));
  }
}
