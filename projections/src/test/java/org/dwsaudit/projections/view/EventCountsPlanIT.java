package org.dwsaudit.projections.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.dwsaudit.projections.log.LogFixture;
import org.dwsaudit.projections.log.Plans;
import org.dwsaudit.schema.query.CountFacet;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.CountRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EventCountsPlanIT {

  @AutoClose private final LogFixture log = new LogFixture();

  @Test
  void looksAtTheDaysThatAreAskedForAlone() {
    log.execute(
        """
        INSERT INTO counts_view (generation, tenant, day, combination, category, event_type,
                                 workflow_id, phase_id, worker_id, level, events)
        SELECT 1, 'default', DATE '2020-01-01' + n % 2000, gen_random_uuid(), 'skill',
               'skill.invoked', 'w', '', 'worker ' || n, 'internal', 1
        FROM generate_series(1, 100000) AS n
        """);
    log.execute("ANALYZE counts_view");
    String plan =
        Plans.of(
            log.source(),
            connection ->
                EventCounts.count(
                    connection,
                    LogFixture.READER,
                    new CountRequest(
                        EventFilter.ALL,
                        LocalDate.of(2021, 1, 1),
                        LocalDate.of(2021, 1, 3),
                        List.of(CountFacet.WORKER),
                        5)));
    assertThat(plan).contains("counts_view_pk").doesNotContain("Seq Scan on counts_view");
  }
}
