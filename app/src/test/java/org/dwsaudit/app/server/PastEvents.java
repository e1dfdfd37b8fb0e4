package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.conversion.json.JacksonConverter;
import org.dwsaudit.domain.AuditDomain;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;
import org.dwsaudit.store.postgres.PostgresEventStorageEngine;

/** Events that the store recorded some time ago, by a clock that stood there. */
public final class PastEvents {

  private PastEvents() {}

  /**
   * @param events as a JSON array
   */
  public static void append(TestDatabase database, Instant recordedAt, String events) {
    Taxonomy taxonomy = Taxonomy.standard();
    Clock clock = Clock.fixed(recordedAt, ZoneOffset.UTC);
    PostgresEventStorageEngine engine =
        new PostgresEventStorageEngine(
            database.writer(), database.writer(), new JacksonConverter(), taxonomy, clock);
    AuditDomain domain =
        AuditDomain.start(engine, new StoredSessionIndex(engine.sessions()), clock);
    try {
      EventReader reader = new EventReader(taxonomy, EventSchemas.standard(), Limits.DEFAULT);
      var submitted = reader.readJson(events.getBytes(StandardCharsets.UTF_8));
      var outcome = domain.events().record(TenantId.DEFAULT, submitted).join();
      assertThat(outcome.acknowledged()).hasSize(submitted.size());
    } finally {
      domain.close();
      engine.close();
    }
  }
}
