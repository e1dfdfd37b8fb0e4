package org.dwsaudit.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.axonframework.common.Registration;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What followers are told of commits is what the log gives back. */
class CommitFollowerIT {

  @AutoClose private final Fixture log = new Fixture();

  private final List<CommittedGroup> groups = new CopyOnWriteArrayList<>();
  private final CommitFollower follower =
      new CommitFollower() {
        @Override
        public void committed(CommittedGroup group) {
          groups.add(group);
        }

        @Override
        public void changed() {}
      };

  private static EventRecorded[] events(SessionId session, int from, int upTo) {
    return IntStream.rangeClosed(from, upTo)
        .mapToObj(number -> Fixture.recorded(session, number))
        .toArray(EventRecorded[]::new);
  }

  @Test
  void isToldOfEveryGroupBeforeItsCallerIs() {
    Registration registration = log.engine.follow(follower);
    SessionId session = Fixture.newSession();

    // a few rows go in by one statement, many are copied
    log.append(AppendCondition.none(), events(session, 1, 3)).join();
    log.append(AppendCondition.none(), events(session, 4, 103)).join();

    assertThat(groups).map(CommittedGroup::after).containsExactly(Position.START, new Position(3));
    assertThat(groups)
        .map(CommittedGroup::upTo)
        .containsExactly(new Position(3), new Position(103));
    List<RecordedEvent> told = new ArrayList<>();
    groups.forEach(group -> told.addAll(group.events()));
    assertThat(told).isEqualTo(log.session(session));
    assertThat(groups.getLast().bytes()).isGreaterThan(100 * 100);

    registration.cancel();
    log.append(AppendCondition.none(), events(session, 104, 104)).join();
    assertThat(groups).hasSize(2);
  }

  @Test
  void isNotToldOfWhatIsRefused() {
    log.engine.follow(follower);

    assertThat(log.append(AppendCondition.none(), events(Fixture.newSession(), 2, 2)))
        .failsWithin(Duration.ofSeconds(30));

    assertThat(groups).isEmpty();
  }

  @Test
  void cannotFailAnAppend() {
    log.engine.follow(
        new CommitFollower() {
          @Override
          public void committed(CommittedGroup group) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void changed() {}
        });
    log.engine.follow(follower);
    SessionId session = Fixture.newSession();

    log.append(AppendCondition.none(), events(session, 1, 1)).join();

    assertThat(log.session(session)).hasSize(1);
    assertThat(groups).hasSize(1);
  }
}
