package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dwsaudit.app.cli.Cli;
import org.dwsaudit.app.faults.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is in a delivery, how a target that is in trouble is spared, and the command line. */
class WebhookContentIT {

  private static final int FAILURES = 3;

  @AutoClose
  private static final TestServer server =
      TestServer.start(
          Map.of(
              "webhooks.allowed_private_targets", "127.0.0.0/8",
              "webhooks.backoff_first_ms", "1",
              "webhooks.backoff_max_ms", "2",
              "webhooks.attempts", "100",
              "webhooks.breaker_failures", String.valueOf(FAILURES),
              "webhooks.breaker_open_ms", "200"));

  @AutoClose private static final HttpCalls http = new HttpCalls(server.uri());

  private final WebhookReceiver receiver = new WebhookReceiver();
  private final String session = SampleEvents.newSession();
  private final Cli cli = new Cli(server.uri());

  @AfterEach
  void close() {
    http.get("/v1/subscriptions")
        .json()
        .path("subscriptions")
        .forEach(one -> http.delete("/v1/subscriptions/" + one.path("subscription_id").asText()));
    receiver.close();
  }

  private String create(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("subscriptions", "create", "--json", "--max-wait", "0", "--url"));
    arguments.add(receiver.url());
    arguments.addAll(List.of("--session", session));
    arguments.addAll(List.of(more));
    Cli.Result made = cli.run(arguments.toArray(String[]::new));
    assertThat(made.status()).as(made.err()).isZero();
    return made.json().path("subscription_id").asText();
  }

  private String append(int number, String level) {
    ObjectNode event = SampleEvents.question(session, number).put("data_classification", level);
    http.append(event).is(200);
    return event.path("event_id").asText();
  }

  @Test
  void aConditionSelectsWhatIsDelivered() {
    create("--where", "payload.text.endsWith('2')");
    append(1, "internal");
    String wanted = append(2, "internal");
    append(3, "internal");
    String last = append(12, "internal");
    receiver.awaitEvents(2);
    assertThat(receiver.eventIds()).containsExactly(wanted, last);
  }

  @Test
  void whatIsAboveTheClearanceIsWithheld() {
    create("--clearance", "internal");
    append(1, "confidential");
    append(2, "internal");
    receiver.awaitEvents(2);
    // in one delivery or in two
    List<JsonNode> events =
        receiver.acknowledged().stream()
            .flatMap(got -> got.json().path("events").valueStream())
            .toList();
    assertThat(events.getFirst().at("/payload/$redacted/level").asText()).isEqualTo("confidential");
    assertThat(events.getLast().at("/payload/text/$redacted/level").asText())
        .isEqualTo("confidential");
    assertThat(receiver.all().toString()).doesNotContain("Question 1", "Question 2");
  }

  @Test
  void aBatchOfCloudEvents() {
    create("--format", "cloudevents", "--from-start");
    String id = append(1, "internal");
    receiver.awaitDeliveries(1);
    WebhookReceiver.Got got = receiver.all().getFirst();
    assertThat(got.type()).isEqualTo("application/cloudevents-batch+json");
    assertThat(got.json()).hasSize(1);
    assertThat(got.json().get(0).path("specversion").asText()).isEqualTo("1.0");
    assertThat(got.json().get(0).path("id").asText()).isEqualTo(id);
  }

  @Test
  void aTargetInTroubleIsLeftAloneUntilATryShowsThatItIsBack() {
    receiver.always(WebhookReceiver.Reply.status(503));
    String subscription = create();
    String id = append(1, "internal");
    Await.until(
        () -> state(subscription).path("breaker").asText().equals("open"),
        () -> "an open breaker; it is " + state(subscription));
    assertThat(receiver.all()).hasSizeGreaterThanOrEqualTo(FAILURES);
    assertThat(http.metric("dws_audit_webhook_open_breakers")).isBetween(0.0, 1.0);
    receiver.always(WebhookReceiver.Reply.status(200));
    receiver.awaitEvents(1);
    assertThat(receiver.eventIds()).containsExactly(id);
    Await.until(
        () -> state(subscription).path("breaker").asText().equals("closed"),
        () -> "a closed breaker; it is " + state(subscription));
  }

  private static JsonNode state(String subscription) {
    return http.get("/v1/subscriptions/" + subscription).is(200).json().path("state");
  }

  @Test
  void theCommandLineShowsEverythingButTheSecret() {
    Cli.Result made =
        cli.run("subscriptions", "create", "--url", receiver.url(), "--session", session);
    assertThat(made.out()).contains("Subscription  ", "Secret        whsec_", "shown this once");
    String id = made.out().lines().findFirst().orElseThrow().split(" +")[1];
    assertThat(cli.run("subscriptions").out())
        .contains("SUBSCRIPTION", "active", "waiting", receiver.url())
        .doesNotContain("whsec_");
    assertThat(cli.run("subscriptions", "list").out()).contains(id);
    assertThat(cli.run("subscriptions", "show", id).out())
        .contains(session, "redacted to", "100 events, or after 1000 ms, as dws")
        .doesNotContain("whsec_");
    assertThat(cli.run("subscriptions", "pause", id).out()).contains("paused");
    assertThat(cli.run("subscriptions", "resume", id).out()).contains("active");
    assertThat(cli.run("subscriptions", "rotate-secret", id, "--overlap", "60").out())
        .contains("Secret        whsec_");
    assertThat(cli.run("subscriptions", "parked", id).out()).contains("Nothing is parked.");
    assertThat(cli.run("subscriptions", "retry", id, "--all").out())
        .contains("0 events are tried again");
    assertThat(cli.run("subscriptions", "drop", id, "--session", session).out())
        .contains("0 events dropped");
    assertThat(cli.run("subscriptions", "drop", id).status()).isEqualTo(2);
    assertThat(cli.run("subscriptions", "delete", id).out()).contains(id + " deleted");
    assertThat(cli.run("subscriptions", "show", id).status()).isEqualTo(1);
    assertThat(cli.run("subscriptions").out()).contains("No subscription.");
  }
}
