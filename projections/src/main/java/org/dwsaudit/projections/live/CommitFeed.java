package org.dwsaudit.projections.live;

import java.util.List;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * Tells when there may be more in the log. It may tell late, twice or not at all: what it says
 * saves reading, and only the log is relied on.
 */
@FunctionalInterface
public interface CommitFeed {

  /** Tells the follower until the following is stopped. */
  Following follow(Follower follower);

  /** Ends it. */
  @FunctionalInterface
  interface Following {
    void stop();
  }

  /** Is called on threads that MUST NOT be kept waiting. */
  interface Follower {

    /** This server committed a group; groups come in the order of their positions. */
    void committed(Group group);

    /** Another server may have committed something. */
    void changed();
  }

  /** All that the log has between two positions. */
  interface Group {
    Position after();

    Position upTo();

    /** About what it takes in memory. */
    long bytes();

    /** The events in it, made when this is called. */
    List<RecordedEvent> events();
  }
}
