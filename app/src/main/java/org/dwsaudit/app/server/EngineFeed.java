package org.dwsaudit.app.server;

import java.util.List;
import org.axonframework.common.Registration;
import org.dwsaudit.projections.live.CommitFeed;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.store.postgres.CommitFollower;
import org.dwsaudit.store.postgres.CommittedGroup;
import org.dwsaudit.store.postgres.PostgresEventStorageEngine;

/** What live streams hear of commits, out of the store. */
record EngineFeed(PostgresEventStorageEngine engine) implements CommitFeed {

  @Override
  public Following follow(Follower follower) {
    Registration registration =
        engine.follow(
            new CommitFollower() {
              @Override
              public void committed(CommittedGroup group) {
                follower.committed(new EngineGroup(group));
              }

              @Override
              public void changed() {
                follower.changed();
              }
            });
    return registration::cancel;
  }

  private record EngineGroup(CommittedGroup group) implements Group {

    @Override
    public Position after() {
      return group.after();
    }

    @Override
    public Position upTo() {
      return group.upTo();
    }

    @Override
    public long bytes() {
      return group.bytes();
    }

    @Override
    public List<RecordedEvent> events() {
      return group.events();
    }
  }
}
