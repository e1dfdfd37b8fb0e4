package org.dwsaudit.projections.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.dwsaudit.projections.query.FilterText;
import org.dwsaudit.projections.query.LogReader;
import org.dwsaudit.projections.query.SqlArguments;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.CountFacet;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.wire.CountRequest;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of the principal's tenant, by the view {@code counts} and not by the log: what
 * it costs depends on how many days and combinations there are. Safe for use by several threads.
 */
public final class EventCounts {

  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final LogReader log;

  /**
   * @param source as {@link LogReader#LogReader} says
   */
  public EventCounts(DataSource source) {
    this.log = new LogReader(source);
  }

  /**
   * How many there are.
   *
   * @param facets those that were asked for, each with values that have the most events
   * @param eventsBehind what of the log the view has not counted yet, selected or not
   */
  public record Counted(long events, Map<CountFacet, Facet> facets, long eventsBehind) {}

  /**
   * Values of a facet, those with the most events first.
   *
   * @param distinct how many values there are, with those left out
   */
  public record Facet(List<Value> values, long distinct) {

    static final Facet NONE = new Facet(List.of(), 0);
  }

  /**
   * One value of a facet.
   *
   * @param value {@code ""} for events that have none
   */
  public record Value(String value, long events) {}

  /**
   * Counts what the request selects. Events that have expired stay counted until the view is
   * rebuilt.
   *
   * @throws AuditException as {@link ViewQueries} says
   */
  public Counted count(Principal principal, CountRequest request) {
    EventFilter filter = request.filter();
    FilterText.check("worker_ids", filter.workerIds());
    FilterText.check("workflow_ids", filter.workflowIds());
    FilterText.check("phase_ids", filter.phaseIds());
    ViewQueries.requireClearance(principal);
    return log.read(connection -> count(connection, principal, request));
  }

  static Counted count(Connection connection, Principal principal, CountRequest request)
      throws SQLException {
    Map<CountFacet, Facet> facets = new EnumMap<>(CountFacet.class);
    request.facets().forEach(facet -> facets.put(facet, Facet.NONE));
    long events = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT facet, value, events, distinct_values
            FROM (
                SELECT f.facet, f.value, sum(v.events) AS events,
                       row_number() OVER (
                           PARTITION BY f.facet ORDER BY sum(v.events) DESC, f.value) AS place,
                       count(*) OVER (PARTITION BY f.facet) AS distinct_values
                FROM counts_view AS v
                CROSS JOIN LATERAL (VALUES
                    ('', ''),
                    ('day', v.day::text),
                    ('category', v.category),
                    ('event_type', v.event_type),
                    ('workflow_id', v.workflow_id),
                    ('phase_id', v.phase_id),
                    ('worker_id', v.worker_id),
                    ('data_classification', v.level)
                ) AS f (facet, value)
                WHERE v.generation = (SELECT generation FROM projection WHERE view = 'counts')
                  AND v.tenant = ?
                  AND v.day >= ?
                  AND v.day <= ?
                  AND (? OR v.category <> 'audit')
                  AND (?::text[] IS NULL OR v.event_type LIKE ANY (?))
                  AND (?::text[] IS NULL OR v.workflow_id = ANY (?))
                  AND (?::text[] IS NULL OR v.phase_id = ANY (?))
                  AND (?::text[] IS NULL OR v.worker_id = ANY (?))
                  AND (?::text[] IS NULL OR v.level = ANY (?))
                  AND (f.facet = '' OR f.facet = ANY (?))
                GROUP BY f.facet, f.value
            ) AS ranked
            WHERE place <= ?
            ORDER BY facet, place
            """)) {
      fill(select, principal, request);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String label = row.getString("facet");
          long number = row.getLong("events");
          if (label.isEmpty()) {
            events = number;
          } else {
            Value value = new Value(row.getString("value"), number);
            long distinct = row.getLong("distinct_values");
            facets.computeIfPresent(
                CountFacet.ofLabel(label).orElseThrow(),
                (facet, known) -> new Facet(with(known.values(), value), distinct));
          }
        }
      }
    }
    return new Counted(events, facets, behind(connection));
  }

  private static void fill(PreparedStatement select, Principal principal, CountRequest request)
      throws SQLException {
    EventFilter filter = request.filter();
    LocalDate from = request.from();
    LocalDate to = request.to();
    Object[] facets = request.facets().stream().map(CountFacet::label).toArray();
    new SqlArguments(select)
        .value(principal.tenant().value())
        .value(from == null || from.isBefore(FIRST_DAY) ? FIRST_DAY : from)
        .value(to == null || to.isAfter(LAST_DAY) ? LAST_DAY : to)
        .value(filter.includesSystemStream())
        .optionalAny("text", orNull(filter.eventTypes().stream().map(EventCounts::like).toList()))
        .optionalAny("text", orNull(filter.workflowIds()))
        .optionalAny("text", orNull(filter.phaseIds()))
        .optionalAny("text", orNull(filter.workerIds()))
        .optionalAny(
            "text", orNull(filter.classifications().stream().map(Classification::label).toList()))
        .value(select.getConnection().createArrayOf("text", facets))
        .value(request.limit());
  }

  private static @Nullable List<?> orNull(List<?> values) {
    return values.isEmpty() ? null : values;
  }

  /** A type pattern as the database has patterns. */
  private static String like(String pattern) {
    return pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%');
  }

  private static List<Value> with(List<Value> values, Value more) {
    List<Value> all = new ArrayList<>(values);
    all.add(more);
    return all;
  }

  private static long behind(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT head.last_position - coalesce(min(token.position), 0)
                FROM log_head AS head
                LEFT JOIN projection AS p ON p.view = 'counts'
                LEFT JOIN projection_token AS token
                       ON token.processor = p.view || '/' || p.generation
                GROUP BY head.last_position
                """);
        ResultSet row = select.executeQuery()) {
      return row.next() ? Math.max(0, row.getLong(1)) : 0;
    }
  }
}
