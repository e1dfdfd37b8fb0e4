package org.dwsaudit.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;
import org.junit.jupiter.api.Test;

class RoutesTest {

  /** The routes as the server has them; their services are not called. */
  static List<Endpoint> endpoints() {
    Taxonomy taxonomy = Taxonomy.standard();
    EventSchemas schemas = EventSchemas.standard();
    EventReader reader = new EventReader(taxonomy, schemas, Limits.DEFAULT);
    AuditServices services =
        new AuditServices(
            taxonomy,
            schemas,
            Limits.DEFAULT,
            reader,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return Routes.of(services, new NoCounts());
  }

  private record NoCounts() implements AppendCounts {
    @Override
    public void acknowledged(long accepted, long duplicates) {}

    @Override
    public void refused(long events) {}
  }

  @Test
  void haveEachMethodOfAPathOnce() {
    assertThat(endpoints())
        .map(endpoint -> endpoint.method() + " " + endpoint.path())
        .doesNotHaveDuplicates();
  }
}
