package org.dwsaudit.api.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.compliance.classification.Classifier;
import org.dwsaudit.compliance.classification.TypeAnnotations;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.compliance.redaction.Reads;
import org.dwsaudit.compliance.redaction.Redactor;
import org.dwsaudit.compliance.retention.RetentionPlanner;
import org.dwsaudit.compliance.retention.RetentionPolicies;
import org.dwsaudit.compliance.retention.RetentionRunner;
import org.dwsaudit.compliance.retention.RetentionRuns;
import org.dwsaudit.domain.AuditDomain;
import org.dwsaudit.domain.session.SessionHead;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.projections.export.Exports;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.live.LiveLimits;
import org.dwsaudit.projections.query.CursorCodec;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.query.WholeLog;
import org.dwsaudit.projections.session.SessionQueries;
import org.dwsaudit.projections.view.EventCounts;
import org.dwsaudit.projections.view.ViewQueries;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;

/** A server that stores events in memory, and whose database for everything else is away. */
final class TestServer implements AutoCloseable {

  static final int REQUEST_BYTES_MAX = 100_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AuditDomain domain =
      AuditDomain.start(new InMemoryEventStorageEngine(), new NoIndex(), Clock.systemUTC());
  private final HttpClient http = HttpClient.newHttpClient();
  volatile HealthSource health = List::of;
  final ApiServer api;

  TestServer() {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  TestServer(InetSocketAddress address) {
    api =
        ApiServer.start(
            address,
            services(domain),
            new Principals(),
            List.of(),
            () -> health.checks(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static AuditServices services(AuditDomain domain) {
    Taxonomy taxonomy = Taxonomy.standard();
    EventSchemas schemas = EventSchemas.standard();
    Limits limits = new Limits(50_000, REQUEST_BYTES_MAX, 100, 64, 256);
    DataSource away = new NoDatabase();
    CursorCodec cursors = new CursorCodec(new byte[32]);
    EventQueries events = new EventQueries(away, cursors);
    FactLog facts = (tenant, fact) -> domain.facts().record(tenant, fact).join();
    Redactor redactor = new Redactor(new Classifier(TypeAnnotations.of(taxonomy, schemas)));
    return new AuditServices(
        taxonomy,
        schemas,
        limits,
        new EventReader(taxonomy, schemas, limits),
        domain.events(),
        facts,
        events,
        new SessionQueries(away, cursors),
        new Exports(events),
        null,
        new LiveEvents(new WholeLog(away), events, follower -> () -> {}, LiveLimits.DEFAULT),
        domain.replay(),
        redactor,
        new Reads(redactor, facts),
        new LegalHolds(away, facts),
        new RetentionPolicies(away, facts),
        new RetentionPlanner(away, taxonomy),
        new RetentionRunner(away, taxonomy, facts, position -> {}),
        new RetentionRuns(away),
        null,
        new ViewQueries(away, cursors),
        new EventCounts(away),
        null,
        null,
        null);
  }

  private record NoIndex() implements SessionIndex {
    @Override
    public boolean guardedByLog() {
      return false;
    }

    @Override
    public SessionHead committedHead(SessionKey key) {
      return head(key);
    }

    @Override
    public SessionHead head(SessionKey key) {
      return SessionHead.EMPTY;
    }

    @Override
    public List<RecordedEvent> events(SessionKey key, Collection<EventId> ids) {
      return List.of();
    }
  }

  static String event(UUID session) {
    return """
    {"event_id": "%s", "event_type": "workflow.phase_entered",
     "timestamp": "2026-04-01T09:30:00Z", "session_id": "%s", "workflow_id": "review",
     "base_version": "0123456789abcdef0123456789abcdef01234567", "payload": {"phase": "plan"}}
    """
        .formatted(UUID.randomUUID(), session)
        .replace('\n', ' ');
  }

  /** An answer and, where it has one, its JSON. */
  record Answer(int status, Map<String, List<String>> headers, JsonNode json, String text) {

    String code() {
      return json.path("code").asText();
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body.getBytes(UTF_8), headers);
  }

  Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri().resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      String type = response.headers().firstValue("content-type").orElse("");
      JsonNode json =
          type.contains("json") && !response.body().isEmpty()
              ? JSON.readTree(response.body())
              : JSON.nullNode();
      return new Answer(response.statusCode(), response.headers().map(), json, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    api.close();
    domain.close();
  }
}
