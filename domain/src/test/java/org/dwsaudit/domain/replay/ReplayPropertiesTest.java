package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.dwsaudit.domain.replay.StateDiff.Change;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.json.JsonPointers;

class ReplayPropertiesTest {

  private static final int TRIES = 150;
  private static final Bounds NARROW = new Bounds(3, 40, 200);

  @Provide
  Arbitrary<List<RecordedEvent>> histories() {
    return SchemaEvents.histories();
  }

  @Property(tries = TRIES)
  void theSameEventsGiveTheSameState(@ForAll("histories") List<RecordedEvent> events) {
    SessionState once = ReplayedEvents.state(events, ReplayPoint.END);
    SessionState again = ReplayedEvents.state(events, ReplayPoint.END);

    assertThat(again).isEqualTo(once);
    assertThat(SessionStateJson.tree(again).toString())
        .isEqualTo(SessionStateJson.tree(once).toString());
  }

  @Property(tries = TRIES)
  void aStateTakenOnTheWayIsThatOfTheEventsUntilThere(
      @ForAll("histories") List<RecordedEvent> events, @ForAll @IntRange(max = 60) int cut) {
    List<RecordedEvent> until = events.subList(0, Math.min(cut, events.size()));
    long number = ReplayedEvents.last(until);
    StateFold fold = new StateFold(ReplayedEvents.SESSION, ReplayPoint.END, NARROW);

    until.forEach(fold::fold);
    SessionState onTheWay = fold.state(number);
    events.subList(until.size(), events.size()).forEach(fold::fold);

    long last = ReplayedEvents.last(events);
    assertThat(onTheWay)
        .isEqualTo(
            ReplayedEvents.fold(events, new ReplayPoint.AtSequence(number), NARROW).state(last));
    assertThat(fold.state(last))
        .isEqualTo(ReplayedEvents.fold(events, ReplayPoint.END, NARROW).state(last));
  }

  @Property(tries = TRIES)
  void theStateAtATimeIsMadeOfExactlyWhatHadHappened(
      @ForAll("histories") List<RecordedEvent> events, @ForAll @IntRange(max = 31) int second) {
    Instant time = ReplayedEvents.BEGIN.plusSeconds(second - 1);
    List<RecordedEvent> happened =
        events.stream().filter(e -> !e.event().timestamp().isAfter(time)).toList();

    SessionState state = ReplayedEvents.state(events, new ReplayPoint.AtTime(time));

    SessionState alone = ReplayedEvents.state(happened, ReplayPoint.END);
    assertThat(state)
        .usingRecursiveComparison()
        .ignoringFields("missing", "sessionId")
        .isEqualTo(alone);
  }

  @Property(tries = TRIES)
  void aStateDoesNotDifferFromItself(@ForAll("histories") List<RecordedEvent> events) {
    SessionState state = ReplayedEvents.state(events, ReplayPoint.END);

    assertThat(StateDiff.between(state, state).changes()).isEmpty();
  }

  @Property(tries = TRIES)
  void theChangesMakeOneStateOfTheOther(
      @ForAll("histories") List<RecordedEvent> events,
      @ForAll @IntRange(max = 60) int one,
      @ForAll @IntRange(max = 60) int other) {
    SessionState from = narrow(events, one);
    SessionState to = narrow(events, other);

    List<Change> changes = StateDiff.between(from, to).changes();

    ObjectNode tree = KeyedTree.of(from);
    changes.forEach(change -> apply(change, tree));
    assertThat(tree).isEqualTo(KeyedTree.of(to));
    assertThat(changes).map(Change::path).isSorted().doesNotHaveDuplicates();
  }

  private static SessionState narrow(List<RecordedEvent> events, int number) {
    return ReplayedEvents.fold(events, new ReplayPoint.AtSequence(number), NARROW)
        .state(ReplayedEvents.last(events));
  }

  private static void apply(Change change, ObjectNode tree) {
    List<String> segments = JsonPointers.segments(change.path());
    ObjectNode parent = tree;
    for (String segment : segments.subList(0, segments.size() - 1)) {
      parent = (ObjectNode) parent.get(segment);
    }
    String name = segments.getLast();
    assertThat(parent.get(name)).isEqualTo(change.from());
    switch (change.op()) {
      case ADD, REPLACE -> parent.set(name, change.to());
      case REMOVE -> parent.remove(name);
    }
  }
}
