package org.dwsaudit.store.postgres;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the log and its streams will end when the groups under way are committed, so that the next
 * one can be planned, and copied, behind them. A forecast may be wrong, where another server writes
 * or a group cannot be kept; the log then refuses what was planned from it. Where another server
 * writes, nothing is copied ahead for a while: the two would only be in each other's way.
 */
final class Forecast {

  private static final long UNKNOWN = -1;

  /** Groups after that which are not copied ahead. */
  private static final int PAUSE_GROUPS = 200;

  private final StreamHeads heads;
  private final Map<StreamKey, StreamHead> ends = new HashMap<>();
  private long end = UNKNOWN;
  private long epoch;
  private int pause;

  Forecast(StreamHeads heads) {
    this.heads = heads;
  }

  /** The stream's end, or null if it is not at hand. */
  synchronized @Nullable StreamHead find(StreamKey stream) {
    StreamHead planned = ends.get(stream);
    return planned == null ? heads.find(stream) : planned;
  }

  /**
   * What a plan rests on.
   *
   * @param end the position of the log's last event
   */
  record Basis(long end, long epoch) {}

  /** What to plan from, or null where that cannot be told. */
  synchronized @Nullable Basis basis() {
    return end == UNKNOWN || pause > 0 ? null : new Basis(end, epoch);
  }

  /** A group is planned, and will be copied; false where its basis does not hold any more. */
  synchronized boolean planned(GroupPlan plan, Basis basis) {
    if (basis.epoch() != epoch) {
      return false;
    }
    plan.moved()
        .forEach((stream, moved) -> ends.put(stream, moved.after().at(end + moved.lastRow())));
    end += plan.rows().size();
    return true;
  }

  /** A planned group is committed; the heads at hand say so from now on. */
  synchronized void kept(GroupPlan plan) {
    plan.moved()
        .forEach(
            (stream, moved) -> {
              StreamHead planned = ends.get(stream);
              if (planned != null && planned.lastSequence() == moved.after().lastSequence()) {
                ends.remove(stream);
              }
            });
  }

  /**
   * A group cannot be kept as it was planned: whatever rests on it is void.
   *
   * @param othersWrite whether that is because another server does
   */
  synchronized void broken(boolean othersWrite) {
    ends.clear();
    end = UNKNOWN;
    epoch++;
    if (othersWrite) {
      pause = PAUSE_GROUPS;
    }
  }

  /** Nothing is under way, and the log ends there. */
  synchronized void known(long position) {
    ends.clear();
    end = position;
    pause = Math.max(0, pause - 1);
  }
}
