package org.dwsaudit.store.postgres;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told of commits. An append never fails because of one of them. */
final class CommitFollowers {

  private static final Logger log = LoggerFactory.getLogger(CommitFollowers.class);

  private final List<CommitFollower> followers = new CopyOnWriteArrayList<>();

  Registration add(CommitFollower follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  void committed(CommittedGroup group) {
    tell(follower -> follower.committed(group));
  }

  void changed() {
    tell(CommitFollower::changed);
  }

  private void tell(Consumer<CommitFollower> message) {
    for (CommitFollower follower : followers) {
      try {
        message.accept(follower);
      } catch (RuntimeException e) {
        log.error("a follower of commits failed; it reads the log instead", e);
      }
    }
  }
}
