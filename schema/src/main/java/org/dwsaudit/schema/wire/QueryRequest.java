package org.dwsaudit.schema.wire;

import java.util.Optional;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.EventOrder;

/**
 * A query as a caller asks it.
 *
 * @param cursor of another page, as it was handed out
 * @param limit events a page, 1 to {@value #LIMIT_MAX}
 * @param fields what is wanted of each event
 */
public record QueryRequest(
    EventFilter filter,
    EventOrder order,
    Optional<String> cursor,
    int limit,
    FieldSelection fields) {

  public static final int LIMIT_MAX = 1000;
  public static final int LIMIT_DEFAULT = 100;
}
