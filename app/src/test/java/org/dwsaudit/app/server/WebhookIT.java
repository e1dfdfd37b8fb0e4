package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.dwsaudit.app.faults.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deliveries to a target that fails, hangs, answers late and disconnects. */
class WebhookIT {

  private static TestServer server;
  private static HttpCalls calls;
  private final WebhookReceiver receiver = new WebhookReceiver();
  private String subscription = "";
  private String secret = "";

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "webhooks.allowed_private_targets", "127.0.0.1",
                "webhooks.backoff_first_ms", "1",
                "webhooks.backoff_max_ms", "5",
                "webhooks.attempts", "4",
                "webhooks.timeout_ms", "400",
                "webhooks.breaker_failures", "100",
                "webhooks.breaker_open_ms", "10"));
    calls = new HttpCalls(server.uri());
  }

  @AfterAll
  static void stop() {
    calls.close();
    server.close();
  }

  @AfterEach
  void end() {
    if (!subscription.isEmpty()) {
      calls.delete(path("")).is(200);
    }
    receiver.close();
  }

  private String path(String rest) {
    return "/v1/subscriptions/" + subscription + rest;
  }

  private void subscribe(String session, int batchSize, String more) {
    JsonNode made =
        calls
            .json(
                "POST",
                "/v1/subscriptions",
                """
                {"subscription": {"session_ids": [%s], "delivery": {"type": "webhook",
                  "url": "%s", "batch_size": %d, "max_wait_ms": 0}%s}}
                """
                    .formatted(session, receiver.url(), batchSize, more))
            .is(201)
            .json();
    subscription = made.path("subscription_id").asText();
    secret = made.path("secret").asText();
  }

  private static String quoted(String session) {
    return "\"" + session + "\"";
  }

  private static List<String> append(String session, int from, int to) {
    List<String> ids = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      ObjectNode event = SampleEvents.question(session, i);
      calls.append(event).is(200);
      ids.add(event.path("event_id").asText());
    }
    return ids;
  }

  private JsonNode state() {
    return calls.get(path("")).is(200).json().path("state");
  }

  private void awaitParked(int events) {
    Await.until(
        () -> state().path("parked_events").asInt() == events,
        () -> "%d parked; it is %s".formatted(events, state()));
  }

  @Test
  void deliversEveryEventOnceInOrderAndSigned() {
    String session = SampleEvents.newSession();
    subscribe(quoted(session), 3, "");
    List<String> sent = append(session, 1, 10);
    receiver.awaitEvents(10);

    assertThat(receiver.eventIds()).isEqualTo(sent);
    assertThat(receiver.all())
        .allSatisfy(
            got -> {
              assertThat(got.isSignedWith(secret)).isTrue();
              assertThat(got.type()).isEqualTo("application/json");
              assertThat(got.json().path("subscription_id").asText()).isEqualTo(subscription);
              assertThat(got.json().at("/events/0/record/position").asText()).isNotEmpty();
            });
    assertThat(calls.get(path("")).text()).doesNotContain("whsec_", secret);
    Await.until(
        () -> state().path("delivered_events").asInt() == 10, () -> "all of them acknowledged");
  }

  @Test
  void beginsWithTheOldestEventWhereItIsAskedTo() {
    String session = SampleEvents.newSession();
    List<String> sent = append(session, 1, 7);
    subscribe(quoted(session), 5, ", \"from\": \"start\"");
    receiver.awaitEvents(7);

    assertThat(receiver.eventIds()).isEqualTo(sent);
    assertThat(receiver.acknowledged())
        .extracting(got -> got.eventIds().size())
        .containsExactly(5, 2);
  }

  @Test
  void triesABatchAgainUnderTheSameIdWhateverWentWrong() {
    String session = SampleEvents.newSession();
    List<String> sent = append(session, 1, 4);
    CountDownLatch late = new CountDownLatch(1);
    receiver.next(
        WebhookReceiver.Reply.status(500),
        WebhookReceiver.Reply.disconnect(),
        exchange -> {
          try {
            late.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    subscribe(quoted(session), 4, ", \"from\": \"start\"");
    receiver.awaitEvents(4);
    late.countDown();
    receiver.awaitDeliveries(4);

    assertThat(receiver.eventIds()).isEqualTo(sent);
    assertThat(receiver.all())
        .extracting(WebhookReceiver.Got::id)
        .containsOnly(receiver.all().getFirst().id());
    assertThat(receiver.all())
        .extracting(WebhookReceiver.Got::body)
        .containsOnly(receiver.all().getFirst().body());
  }

  @Test
  void parksAfterTheLastTryAndHoldsBackTheSessionButNoOther() {
    String poisoned = SampleEvents.newSession();
    String other = SampleEvents.newSession();
    subscribe(quoted(poisoned) + "," + quoted(other), 1, "");
    receiver.always(WebhookReceiver.Reply.status(422));
    List<String> first = append(poisoned, 1, 1);
    awaitParked(1);
    receiver.always(WebhookReceiver.Reply.status(200));
    List<String> behind = append(poisoned, 2, 3);
    List<String> free = append(other, 1, 2);
    receiver.awaitEvents(2);

    assertThat(receiver.eventIds()).isEqualTo(free);
    awaitParked(3);
    JsonNode parked = calls.get(path("/parked")).is(200).json().path("parked");
    assertThat(parked)
        .extracting(p -> p.path("event_id").asText())
        .containsExactly(first.getFirst(), behind.getFirst(), behind.getLast());
    assertThat(parked)
        .extracting(p -> p.path("reason").asText())
        .containsExactly("failed", "behind", "behind");
    assertThat(parked.get(0).path("attempts").asInt()).isEqualTo(4);
    assertThat(parked.get(0).path("status").asInt()).isEqualTo(422);

    calls.json("POST", path("/parked/retry"), "{\"all\": true}").is(200);
    receiver.awaitEvents(5);
    awaitParked(0);
    assertThat(receiver.eventIds().subList(2, 5))
        .containsExactly(first.getFirst(), behind.getFirst(), behind.getLast());
    List<String> next = append(poisoned, 4, 4);
    receiver.awaitEvents(6);
    assertThat(receiver.eventIds()).endsWith(next.getFirst());
  }

  @Test
  void goesOnWithASessionWhenWhatFailedIsDropped() {
    String session = SampleEvents.newSession();
    subscribe(quoted(session), 1, "");
    receiver.always(WebhookReceiver.Reply.status(400));
    List<String> first = append(session, 1, 1);
    awaitParked(1);
    List<String> behind = append(session, 2, 2);
    awaitParked(2);
    receiver.always(WebhookReceiver.Reply.status(200));
    assertThat(
            calls
                .json(
                    "POST",
                    path("/parked/drop"),
                    "{\"event_id\": \"%s\"}".formatted(first.getFirst()))
                .is(200)
                .json()
                .path("dropped")
                .asInt())
        .isEqualTo(1);
    receiver.awaitEvents(1);
    assertThat(receiver.eventIds()).isEqualTo(behind);
    awaitParked(0);
  }

  @Test
  void isDisabledByATargetThatIsGoneAndGoesOnWhenResumed() {
    String session = SampleEvents.newSession();
    subscribe(quoted(session), 10, "");
    receiver.always(WebhookReceiver.Reply.status(410));
    List<String> sent = append(session, 1, 1);
    Await.until(
        () -> calls.get(path("")).json().path("status").asText().equals("disabled"),
        () -> "a subscription that is disabled");
    receiver.always(WebhookReceiver.Reply.status(200));
    calls.send("POST", path("/resume"), "").is(200);
    receiver.awaitEvents(1);
    assertThat(receiver.eventIds()).isEqualTo(sent);
  }

  @Test
  void deliversNothingWhilePaused() {
    String session = SampleEvents.newSession();
    subscribe(quoted(session), 10, "");
    calls.send("POST", path("/pause"), "").is(200);
    List<String> sent = append(session, 1, 2);
    assertThat(calls.get(path("")).json().path("status").asText()).isEqualTo("paused");
    calls.send("POST", path("/resume"), "").is(200);
    receiver.awaitEvents(2);
    assertThat(receiver.eventIds()).isEqualTo(sent);
  }

  @Test
  void signsWithBothSecretsDuringAnOverlapAndWithTheNewOneWithout() {
    String session = SampleEvents.newSession();
    subscribe(quoted(session), 10, "");
    String old = secret;
    String second = rotate(3_600);
    append(session, 1, 1);
    receiver.awaitEvents(1);
    assertThat(receiver.all().getLast().isSignedWith(old)).isTrue();
    assertThat(receiver.all().getLast().isSignedWith(second)).isTrue();

    String third = rotate(0);
    append(session, 2, 2);
    receiver.awaitEvents(2);
    assertThat(receiver.all().getLast().isSignedWith(second)).isFalse();
    assertThat(receiver.all().getLast().isSignedWith(third)).isTrue();
  }

  private String rotate(int overlapSeconds) {
    return calls
        .json("POST", path("/secret/rotate"), "{\"overlap_seconds\": " + overlapSeconds + "}")
        .is(200)
        .json()
        .path("secret")
        .asText();
  }

  @Test
  void putsWhatIsDoneOnRecord() {
    subscribe(quoted(SampleEvents.newSession()), 10, "");
    rotate(0);
    calls.json("POST", path("/parked/retry"), "{\"all\": true}").is(200);
    calls.json("POST", path("/parked/drop"), "{\"all\": true}").is(200);
    calls.delete(path("")).is(200);
    JsonNode facts =
        calls.query("{\"event_types\": [\"audit.*\"], \"limit\": 1000}").is(200).json();
    assertThat(facts.path("events"))
        .filteredOn(e -> e.at("/payload/subscription_id").asText().equals(subscription))
        .extracting(e -> e.path("event_type").asText())
        .containsExactly(
            "audit.subscription_created",
            "audit.subscription_secret_rotated",
            "audit.parked_events_retried",
            "audit.parked_events_dropped",
            "audit.subscription_deleted");
    assertThat(facts.toString()).doesNotContain("whsec_");
    calls.get(path("")).isProblem(404, "SUBSCRIPTION_NOT_FOUND");
    subscription = "";
  }
}
