package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is delivered. */
class WebhookRefusalsIT {

  @AutoClose
  private static final TestServer server =
      TestServer.start(
          Map.of(
              "webhooks.allowed_private_targets",
              "10.9.8.7",
              "webhooks.subscriptions",
              "1",
              "webhooks.attempts",
              "1"));

  @AutoClose private static final HttpCalls http = new HttpCalls(server.uri());

  private static HttpCalls.Answer create(String url, String more) {
    return http.json(
        "POST",
        "/v1/subscriptions",
        "{\"delivery\": {\"type\": \"webhook\", \"url\": \"%s\"}%s}".formatted(url, more));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://2130706433/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[64:ff9b::7f00:1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/x",
        "https://0.0.0.0/x",
        "http://8.8.8.8/x"
      })
  void targetsThatTheOperatorDidNotAllow(String url) {
    create(url, "").isProblem(403, "TARGET_REFUSED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://example.com/|INVALID_ARGUMENT",
        "https://user:secret@example.com/|INVALID_ARGUMENT",
        "https://|INVALID_ARGUMENT",
        "nonsense|INVALID_ARGUMENT",
        "https://0x7f.1/x|INVALID_ARGUMENT",
        "https://127.1/x|INVALID_ARGUMENT"
      })
  void whatIsNoTarget(String url, String code) {
    HttpCalls.Answer answer = create(url, "").isProblem(400, code);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"event_types\": [\"a*b*\"]",
        ", \"where\": \"payload.x =\"",
        ", \"from\": \"yesterday\"",
        ", \"from\": \"start\", \"after\": \"0000000000000001\"",
        ", \"clearance\": \"secret\"",
        ", \"clearence\": \"public\""
      })
  void whatMakesNoSense(String more) {
    assertThat(create("https://10.9.8.7/", more).response().statusCode()).isEqualTo(400);
  }

  @Test
  void restrictedNeverLeaves() {
    create("https://10.9.8.7/", ", \"clearance\": \"restricted\"")
        .isProblem(403, "CLEARANCE_EXCEEDED");
  }

  @Test
  void moreSubscriptionsThanThereMayBe() {
    String path = create("https://10.9.8.7/", "").is(201).header("location");
    create("https://10.9.8.7/", "").isProblem(409, "SUBSCRIPTION_LIMIT");
    http.delete(path).is(200);
    http.delete(path).isProblem(404, "SUBSCRIPTION_NOT_FOUND");
    http.get("/v1/subscriptions/" + "x").isProblem(400, "INVALID_ARGUMENT");
  }
}
