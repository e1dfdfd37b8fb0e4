package org.dwsaudit.projections.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsIT {

  private final ViewFixture fixture = new ViewFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void append(List<AuditEvent> events) {
    fixture.recorded.addAll(fixture.log.append(events));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countsEachEventOnceWhateverIsKilled(long seed) {
    Histories histories = new Histories(seed);
    append(histories.events(1_200));
    Projections first = fixture.server();
    Projections second = fixture.server();
    for (int round = 0; round < 4; round++) {
      append(histories.events(150));
      fixture.killConnections();
    }
    fixture.awaitCaughtUp(first);

    assertThat(fixture.contents(1)).isEqualTo(fixture.folded(fixture.recorded));
    assertThat(fixture.number("SELECT sum(events) FROM volumes_view"))
        .isEqualTo(fixture.recorded.size());
    assertThat(second.status()).allMatch(status -> status.parkedEvents() == 0);
  }

  @Test
  void sharesTheWorkBetweenServers() {
    append(new Histories(4).events(50));
    Projections first = fixture.server();
    fixture.awaitCaughtUp(first);
    fixture.server();

    ViewFixture.await(() -> first.status().stream().allMatch(s -> s.servers().size() == 2));
    append(new Histories(5).events(50));
    fixture.awaitCaughtUp(first);
    assertThat(fixture.contents(1)).isEqualTo(fixture.folded(fixture.recorded));
  }

  @Test
  void takesOverFromAServerThatEndedWithoutAWord() {
    append(new Histories(6).events(300));
    fixture.log.execute(
        """
        INSERT INTO projection_token (processor, segment, mask, position, owner, claimed_at)
        SELECT name || '/1', segment, 1, 0, 'gone', clock_timestamp()
        FROM unnest(ARRAY['sessions', 'workers', 'open-items', 'verifications', 'tools',
                          'volumes']) AS name, generate_series(0, 1) AS segment
        """);
    Projections server = fixture.server();
    fixture.awaitCaughtUp(server);

    assertThat(fixture.contents(1)).isEqualTo(fixture.folded(fixture.recorded));
  }

  /** Runs of events begin and end elsewhere when they are read again. */
  @Test
  void goesOnWithinWhatWasCounted() {
    append(ofOneSession(7));
    Projections first = fixture.server();
    fixture.awaitCaughtUp(first);
    first.close();
    // the other segment, which has none of these events, has the log read from its beginning
    int other = 1 - (Events.session(1).hashCode() & 1);
    fixture.log.execute(
        "UPDATE projection_token SET position = 0, owner = NULL WHERE segment = " + other);
    append(ofOneSession(3));
    Projections second = fixture.server();
    fixture.awaitCaughtUp(second);

    assertThat(fixture.contents(1)).isEqualTo(fixture.folded(fixture.recorded));
  }

  private static List<AuditEvent> ofOneSession(int events) {
    return Stream.generate(() -> Events.plain(Events.session(1), "skill.invoked"))
        .limit(events)
        .toList();
  }

  @Test
  void rebuildsBesideTheLiveView() {
    Histories histories = new Histories(7);
    append(histories.events(500));
    Projections server = fixture.server();
    fixture.awaitCaughtUp(server);
    fixture.log.execute("UPDATE volumes_view SET events = events + 1");

    server.rebuild("volumes");
    assertThat(
            fixture.number("SELECT building FROM projection WHERE view = 'volumes'")
                + fixture.number("SELECT generation FROM projection WHERE view = 'volumes'"))
        .isGreaterThanOrEqualTo(2);
    append(histories.events(500));
    ViewFixture.await(
        () ->
            fixture.number("SELECT count(*) FROM projection WHERE generation = 2 AND stale IS NULL")
                == 1);
    fixture.awaitCaughtUp(server);

    List<String> expected = fixture.folded(fixture.recorded).get("volumes_view");
    assertThat(fixture.contents(2).get("volumes_view")).isEqualTo(expected);
    assertThat(fixture.contents(1).get("volumes_view")).isEmpty();
  }

  @Test
  void refusesARebuildOfWhatIsNoViewOrUnderWay() {
    Projections server = fixture.server();
    fixture.awaitCaughtUp(server);
    fixture.log.execute("UPDATE projection SET stale = 1 WHERE view = 'tools'");

    assertThat(codeOf(() -> server.rebuild("nonsense"))).isEqualTo(ErrorCode.VIEW_NOT_FOUND);
    fixture.log.execute(
        "UPDATE projection SET building = 7, rebuild_started_at = now() WHERE view = 'workers'");
    assertThat(codeOf(() -> server.rebuild("workers"))).isEqualTo(ErrorCode.REBUILD_ACTIVE);
  }

  private static ErrorCode codeOf(Runnable call) {
    try {
      call.run();
      throw new AssertionError("not refused");
    } catch (AuditException e) {
      return e.code();
    }
  }

  @Test
  void parksWhatAViewCannotTakeAndGoesOn() {
    append(new Histories(8).events(100));
    AuditEvent poison =
        Events.withPayload(Events.session(3), "skill.tool_called", "{\"tool\":\"t\"}");
    fixture.log.append(poison);
    append(List.of(Events.withPayload(Events.session(3), "skill.tool_called", "{}")));
    fixture.log.execute("UPDATE event_log SET payload = '{broken' WHERE position = 101");
    Projections server = fixture.server();
    fixture.awaitCaughtUp(server);

    ProjectionStatus tools =
        server.status().stream().filter(s -> s.view().equals("tools")).findFirst().orElseThrow();
    assertThat(tools.parkedEvents()).isEqualTo(1);
    assertThat(tools.parked().getFirst().eventType()).isEqualTo("skill.tool_called");
    assertThat(fixture.contents(1).get("tools_view"))
        .isEqualTo(fixture.folded(fixture.recorded).get("tools_view"));
  }
}
