package org.dwsaudit.schema.wire;

import java.time.LocalDate;
import java.util.List;
import org.dwsaudit.schema.query.CountFacet;
import org.dwsaudit.schema.query.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants counted.
 *
 * @param filter by what counts are kept by, and nothing else
 * @param from the first day, in UTC; null for the first that there is
 * @param to the last day; null for the last that there is
 * @param facets to count by besides
 * @param limit values a facet, 1 to {@value #LIMIT_MAX}
 */
public record CountRequest(
    EventFilter filter,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    List<CountFacet> facets,
    int limit) {

  public static final int LIMIT_MAX = 1000;
  public static final int LIMIT_DEFAULT = 20;

  public CountRequest {
    facets = List.copyOf(facets);
  }
}
