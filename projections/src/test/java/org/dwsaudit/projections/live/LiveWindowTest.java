package org.dwsaudit.projections.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.dwsaudit.projections.log.Events;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.Test;

class LiveWindowTest {

  private final LiveWindow window = new LiveWindow(LiveLimits.DEFAULT);

  private static List<RecordedEvent> events(long from, long upTo) {
    return LongStream.rangeClosed(from, upTo)
        .mapToObj(
            position ->
                new RecordedEvent(
                    TenantId.DEFAULT,
                    Events.plain(Events.session(1), "skill.invoked"),
                    position,
                    new Position(position),
                    Events.NOON))
        .toList();
  }

  @Test
  void takesNothingBehindAGap() {
    window.open(10);

    assertThat(window.publish(12, events(13, 14), 14, 0)).isFalse();
    assertThat(window.tail()).isEqualTo(10);
    assertThat(window.publish(10, events(11, 14), 14, 0)).isTrue();
    assertThat(window.tail()).isEqualTo(14);
  }

  @Test
  void takesOfWhatOverlapsOnlyTheNew() {
    window.open(10);
    window.publish(10, events(11, 14), 14, 0);

    assertThat(window.publish(8, events(9, 16), 16, 0)).isTrue();

    assertThat(window.tail()).isEqualTo(16);
    assertThat(window.size().events()).isEqualTo(6);
    window.publish(8, events(9, 12), 12, 0);
    assertThat(window.tail()).isEqualTo(16);
    assertThat(window.size().events()).isEqualTo(6);
  }

  @Test
  void keepsNothingOnceItIsClosed() {
    window.open(0);
    window.publish(0, events(1, 600), 600, 0);
    assertThat(window.size().events()).isEqualTo(600);

    window.close();
    window.publish(600, events(601, 602), 602, 0);

    assertThat(window.size()).isEqualTo(new LiveWindow.Size(0, 0, 0));
  }

  @Test
  void forgetsWhatIsOld() {
    window.open(0);
    window.publish(0, events(1, 2), 2, 100);
    window.publish(2, events(3, 3), 3, 200);

    window.forgetBefore(150);

    assertThat(window.size().events()).isEqualTo(1);
  }

  @Test
  void keepsNoMoreBytesThanItMay() {
    LiveWindow small =
        new LiveWindow(
            new LiveLimits(
                1, 100, 2_000, LiveLimits.DEFAULT.heartbeat(), LiveLimits.DEFAULT.stallMax()));
    small.open(0);
    small.publish(0, events(1, 50), 50, 0);

    assertThat(small.size().events()).isEqualTo(3);
    assertThat(small.size().bytes()).isLessThanOrEqualTo(2_000);
  }
}
