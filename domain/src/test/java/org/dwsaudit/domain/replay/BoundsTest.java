package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dwsaudit.domain.replay.Missing.Range;
import org.junit.jupiter.api.Test;

/** What a state lets go, and that it says so. */
class BoundsTest {

  private final ReplayedEvents events = new ReplayedEvents();

  @Test
  void letsGoWhatWasNotToldOfForLongest() {
    for (String task : List.of("a", "b", "a", "c")) {
      events.add("coordination.task_progress", "{'task_id':'" + task + "'}");
    }

    Items tasks = state(new Bounds(2, 100, 1000)).list("tasks");

    assertThat(tasks.items()).map(Item::id).containsExactly("a", "c");
    assertThat(tasks.omitted()).isEqualTo(1);
    assertThat(SessionStateJson.tree(state(new Bounds(2, 100, 1000))).at("/omitted/tasks").asInt())
        .isEqualTo(1);
  }

  @Test
  void marksAValueThatIsTooLong() {
    events.add("interaction.check_in", "{'text':'" + "x".repeat(200) + "','status':'fine'}");

    Item checkIn = state(new Bounds(2, 100, 1000)).list("check_ins").items().getFirst();

    assertThat(checkIn.text("status")).contains("fine");
    assertThat(checkIn.member("text").orElseThrow().at("/$omitted/characters").asInt())
        .isEqualTo(202);
    assertThat(checkIn.member("text").orElseThrow().at("/$omitted/sequence_number").asInt())
        .isEqualTo(1);
  }

  @Test
  void holdsNoMoreThanSoMuchInAList() {
    for (int i = 0; i < 50; i++) {
      events.add("interaction.check_in", "{'text':'" + "x".repeat(80) + "'}");
    }

    Items checkIns = state(new Bounds(100, 100, 1000)).list("check_ins");

    assertThat(checkIns.items()).hasSizeBetween(2, 12);
    assertThat(checkIns.items().size() + checkIns.omitted()).isEqualTo(50);
    assertThat(checkIns.items().getLast().id()).isEqualTo("#50");
  }

  @Test
  void listsTheRunsOfNumbersThatAreMissing() {
    for (long number : List.of(3L, 4L, 7L, 10L)) {
      events.add(number, ReplayedEvents.BEGIN, "interaction.check_in", "{}");
    }

    Missing missing = state(Bounds.DEFAULT, ReplayPoint.END, 12).missing();
    assertThat(missing.ranges())
        .containsExactly(new Range(1, 2), new Range(5, 6), new Range(8, 9), new Range(11, 12));
    assertThat(missing.events()).isEqualTo(8);

    assertThat(state(Bounds.DEFAULT, new ReplayPoint.AtSequence(5), 12).missing().ranges())
        .containsExactly(new Range(1, 2), new Range(5, 5));

    Missing narrow = state(new Bounds(2, 100, 1000), ReplayPoint.END, 12).missing();
    assertThat(narrow.ranges()).containsExactly(new Range(8, 9), new Range(11, 12));
    assertThat(narrow.events()).isEqualTo(8);
    assertThat(narrow.omitted()).isEqualTo(2);
  }

  private SessionState state(Bounds bounds) {
    return state(bounds, ReplayPoint.END, ReplayedEvents.last(events.list()));
  }

  private SessionState state(Bounds bounds, ReplayPoint at, long last) {
    return ReplayedEvents.fold(events.list(), at, bounds).state(last);
  }
}
