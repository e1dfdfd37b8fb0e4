package org.dwsaudit.app.server;

import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import org.axonframework.conversion.json.JacksonConverter;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.app.config.ExtensionType;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.database.Database;
import org.dwsaudit.app.database.DatabasePools;
import org.dwsaudit.compliance.bundle.Bundles;
import org.dwsaudit.compliance.classification.Classifier;
import org.dwsaudit.compliance.classification.TypeAnnotations;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.compliance.redaction.Disclosure;
import org.dwsaudit.compliance.redaction.Reads;
import org.dwsaudit.compliance.redaction.Redactor;
import org.dwsaudit.compliance.retention.RetentionPlanner;
import org.dwsaudit.compliance.retention.RetentionPolicies;
import org.dwsaudit.compliance.retention.RetentionRunner;
import org.dwsaudit.compliance.retention.RetentionRuns;
import org.dwsaudit.compliance.retention.RetentionSchedule;
import org.dwsaudit.compliance.transparency.Transparency;
import org.dwsaudit.domain.AuditDomain;
import org.dwsaudit.migrations.Migrations;
import org.dwsaudit.projections.export.Exports;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.processing.Projections;
import org.dwsaudit.projections.query.CursorCodec;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.query.SigningKeys;
import org.dwsaudit.projections.query.WholeLog;
import org.dwsaudit.projections.session.SessionQueries;
import org.dwsaudit.projections.view.EventCounts;
import org.dwsaudit.projections.view.ViewQueries;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.store.postgres.PostgresEventStorageEngine;
import org.jspecify.annotations.Nullable;

/** The parts over one database, put together and running; closing stops them in reverse order. */
final class Wiring implements AutoCloseable {

  private final DatabasePools pools;
  private final PostgresEventStorageEngine engine;
  private final AuditDomain domain;
  private final LiveEvents live;
  private final Projections projections;
  private final WebhookWiring webhooks;
  private final Transparency transparency;
  private final AuditServices services;
  private final @Nullable RetentionSchedule schedule;

  private Wiring(Settings settings, DatabasePools pools) {
    this.pools = pools;
    Taxonomy taxonomy =
        Taxonomy.standard()
            .withExtensions(settings.eventTypes().stream().map(ExtensionType::type).toList());
    Clock clock = Clock.systemUTC();
    this.engine =
        new PostgresEventStorageEngine(
            pools.writer(), pools.reader(), new JacksonConverter(), taxonomy, clock);
    this.domain = AuditDomain.start(engine, new StoredSessionIndex(engine.sessions()), clock);
    CursorCodec cursors = new SigningKeys(pools.reader()).cursorCodec();
    EventQueries events = new EventQueries(pools.reader(), cursors);
    this.live =
        new LiveEvents(
            new WholeLog(pools.reader()), events, new EngineFeed(engine), settings.live());
    EventSchemas schemas = schemas(settings.eventTypes());
    Redactor redactor =
        new Redactor(
            new Classifier(
                TypeAnnotations.of(taxonomy, schemas)
                    .and(TypeAnnotations.of(settings.classificationRules()))));
    this.projections =
        Projections.start(
            new EngineLog(engine),
            pools.views(),
            pools.reader(),
            event -> redactor.disclose(event, Disclosure.OF_VIEWS),
            settings.viewSegments());
    FactLog facts = new DomainFacts(domain.facts());
    this.webhooks = WebhookWiring.start(settings, pools.webhooks(), events, live, redactor, facts);
    this.transparency =
        Transparency.start(
            pools.merkle(),
            settings.log().keyFile(),
            facts,
            settings.log().checkpointInterval(),
            clock);
    this.services = services(settings, taxonomy, schemas, cursors, events, redactor, facts);
    LocalTime daily = settings.retentionSchedule();
    this.schedule =
        daily == null
            ? null
            : RetentionSchedule.start(services.runner(), pools.reader(), daily, clock);
  }

  /** Brings the database's tables up to date and starts the parts. */
  static Wiring start(Settings settings, Database database) {
    Migrations.migrate(database.owner());
    DatabasePools pools = new DatabasePools(database.owner(), settings.databaseConnections());
    try {
      return new Wiring(settings, pools);
    } catch (RuntimeException e) {
      pools.close();
      throw e;
    }
  }

  private AuditServices services(
      Settings settings,
      Taxonomy taxonomy,
      EventSchemas schemas,
      CursorCodec cursors,
      EventQueries events,
      Redactor redactor,
      FactLog facts) {
    return new AuditServices(
        taxonomy,
        schemas,
        settings.limits(),
        new EventReader(taxonomy, schemas, settings.limits()),
        domain.events(),
        facts,
        events,
        new SessionQueries(pools.reader(), cursors),
        new Exports(events),
        new Bundles(
            pools.reader(),
            events::scan,
            redactor,
            transparency.log(),
            transparency.checkpoints(),
            Clock.systemUTC()),
        live,
        domain.replay(),
        redactor,
        new Reads(redactor, facts),
        new LegalHolds(pools.reader(), facts),
        new RetentionPolicies(pools.reader(), facts),
        new RetentionPlanner(pools.reader(), taxonomy),
        new RetentionRunner(pools.retention(), taxonomy, facts, transparency.log()::awaitUpTo),
        new RetentionRuns(pools.reader()),
        projections,
        new ViewQueries(pools.reader(), cursors),
        new EventCounts(pools.reader()),
        webhooks.subscriptions(),
        transparency.log(),
        transparency.checkpoints());
  }

  private static EventSchemas schemas(List<ExtensionType> extensions) {
    EventSchemas schemas = EventSchemas.standard();
    for (ExtensionType extension : extensions) {
      schemas = schemas.withExtension(extension.type().name(), extension.schema());
    }
    return schemas;
  }

  AuditServices services() {
    return services;
  }

  LiveEvents live() {
    return live;
  }

  PostgresEventStorageEngine engine() {
    return engine;
  }

  Projections projections() {
    return projections;
  }

  WebhookWiring webhooks() {
    return webhooks;
  }

  Transparency transparency() {
    return transparency;
  }

  DatabasePools pools() {
    return pools;
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.close();
    }
    transparency.close();
    webhooks.close();
    live.close();
    projections.close();
    domain.close();
    engine.close();
    pools.close();
  }
}
