package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.api.http.exchange.JsonAnswer;
import org.dwsaudit.api.http.exchange.Parameters;
import org.dwsaudit.api.live.StartPoints;
import org.dwsaudit.projections.live.StartPoint;
import org.dwsaudit.projections.query.PageLimit;
import org.dwsaudit.projections.subscription.ParkedEvent;
import org.dwsaudit.projections.subscription.ParkedScope;
import org.dwsaudit.projections.subscription.Subscriptions;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.wire.JsonMembers;
import org.dwsaudit.schema.wire.SubscriptionJson;
import org.dwsaudit.schema.wire.WebhookSubscription;

/** {@code /v1/subscriptions}: durable subscriptions that deliver to webhooks. */
final class SubscriptionsApi {

  private static final int LIMIT_DEFAULT = 100;
  private static final String ONE = "/v1/subscriptions/{subscription_id}";

  private final AuditServices services;
  private final SubscriptionJson reader;
  private final Clock clock;

  SubscriptionsApi(AuditServices services, Clock clock) {
    this.services = services;
    this.reader = new SubscriptionJson(services.taxonomy());
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/subscriptions", this::create),
        Endpoint.get("/v1/subscriptions", this::list),
        Endpoint.get(ONE, this::found),
        Endpoint.delete(ONE, this::delete),
        Endpoint.post(ONE + "/pause", this::pause),
        Endpoint.post(ONE + "/resume", this::resume),
        Endpoint.post(ONE + "/secret/rotate", this::rotate),
        Endpoint.get(ONE + "/parked", this::parked).with("after", "limit"),
        Endpoint.post(ONE + "/parked/retry", this::retry),
        Endpoint.post(ONE + "/parked/drop", this::drop));
  }

  private Subscriptions subscriptions() {
    return services.subscriptions();
  }

  private HttpResponse create(ApiRequest request) {
    request.requireJson();
    WebhookSubscription wanted = reader.readWebhook(request.body());
    StartPoint start = StartPoints.read(wanted.from(), wanted.after());
    Classification clearance = clearance(request.principal(), wanted.clearance());
    Subscriptions.Made made = subscriptions().create(request.principal(), clearance, wanted, start);
    return JsonAnswer.created(
        URI.create("/v1/subscriptions/" + made.subscription().id()), withSecret(made));
  }

  /** What leaves for a webhook is as what leaves in an export: never restricted. */
  private Classification clearance(Principal principal, Optional<Classification> asked) {
    Classification most =
        principal.clearance() == Classification.RESTRICTED
            ? Classification.CONFIDENTIAL
            : principal.clearance();
    Classification clearance = asked.orElse(most);
    services.redactor().forExport(principal, clearance);
    return clearance;
  }

  private ObjectNode withSecret(Subscriptions.Made made) {
    ObjectNode json = SubscriptionAnswer.tree(made.subscription(), clock.instant());
    return json.put("secret", made.secret());
  }

  private HttpResponse list(ApiRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("subscriptions");
    subscriptions()
        .list(request.principal())
        .forEach(one -> all.add(SubscriptionAnswer.tree(one, clock.instant())));
    return JsonAnswer.ok(json);
  }

  private HttpResponse found(ApiRequest request) {
    return JsonAnswer.ok(
        SubscriptionAnswer.tree(
            subscriptions().find(request.principal(), id(request)), clock.instant()));
  }

  private HttpResponse delete(ApiRequest request) {
    subscriptions().delete(request.principal(), id(request));
    return JsonAnswer.ok(
        JsonNodeFactory.instance.objectNode().put("subscription_id", id(request).toString()));
  }

  private HttpResponse pause(ApiRequest request) {
    return JsonAnswer.ok(
        SubscriptionAnswer.tree(
            subscriptions().pause(request.principal(), id(request)), clock.instant()));
  }

  private HttpResponse resume(ApiRequest request) {
    return JsonAnswer.ok(
        SubscriptionAnswer.tree(
            subscriptions().resume(request.principal(), id(request)), clock.instant()));
  }

  private HttpResponse rotate(ApiRequest request) {
    long overlap =
        request
            .jsonOrEmpty()
            .onlyKnown(List.of("overlap_seconds"))
            .integer("overlap_seconds", 0, Subscriptions.OVERLAP_MAX.toSeconds())
            .orElse(Subscriptions.OVERLAP_DEFAULT.toSeconds());
    return JsonAnswer.ok(
        withSecret(
            subscriptions()
                .rotateSecret(request.principal(), id(request), Duration.ofSeconds(overlap))));
  }

  private HttpResponse parked(ApiRequest request) {
    Parameters parameters = request.parameters();
    Position after =
        parameters
            .text("after")
            .map(text -> StartPoints.after("after", text).position())
            .orElse(Position.START);
    int limit = parameters.integer("limit", 1, PageLimit.MAX, LIMIT_DEFAULT);
    List<ParkedEvent> events =
        subscriptions().parked(request.principal(), id(request), after, limit);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("parked");
    events.forEach(event -> all.add(SubscriptionAnswer.tree(event)));
    boolean more = events.size() == limit;
    json.put("next_after", more ? events.getLast().position().toString() : null);
    return JsonAnswer.ok(json);
  }

  private HttpResponse retry(ApiRequest request) {
    int count = subscriptions().retry(request.principal(), id(request), scope(request));
    return JsonAnswer.ok(JsonNodeFactory.instance.objectNode().put("retried", count));
  }

  private HttpResponse drop(ApiRequest request) {
    int count = subscriptions().drop(request.principal(), id(request), scope(request));
    return JsonAnswer.ok(JsonNodeFactory.instance.objectNode().put("dropped", count));
  }

  /** {@code {"session_id": …}}, {@code {"event_id": …}} or {@code {"all": true}}. */
  private static ParkedScope scope(ApiRequest request) {
    JsonMembers body = request.json().onlyKnown(List.of("session_id", "event_id", "all"));
    boolean session = body.value("session_id").isPresent();
    boolean event = body.value("event_id").isPresent();
    boolean all = body.value("all").isPresent();
    if ((session ? 1 : 0) + (event ? 1 : 0) + (all ? 1 : 0) != 1) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT, "body: (expected: one of session_id, event_id and all)");
    }
    if (session) {
      return new ParkedScope.OfSession(body.requiredUuid("session_id"));
    }
    if (event) {
      return new ParkedScope.OfEvent(body.requiredUuid("event_id"));
    }
    if (!body.requiredValue("all").isBoolean() || !body.requiredValue("all").booleanValue()) {
      throw body.refuse("all", "something else", "true");
    }
    return new ParkedScope.All();
  }

  private static UUID id(ApiRequest request) {
    return request.pathUuid("subscription_id");
  }
}
