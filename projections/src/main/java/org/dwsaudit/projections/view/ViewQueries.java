package org.dwsaudit.projections.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.dwsaudit.projections.query.CursorCodec;
import org.dwsaudit.projections.query.CursorScope;
import org.dwsaudit.projections.query.FilterText;
import org.dwsaudit.projections.query.LogReader;
import org.dwsaudit.projections.query.PageLimit;
import org.dwsaudit.projections.query.SqlArguments;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.Position;

/**
 * Reads views: rows of the principal's tenant. A view is as far as its processors have come, which
 * is a little behind the log. Safe for use by several threads.
 */
public final class ViewQueries {

  private final LogReader log;
  private final CursorCodec cursors;

  /**
   * @param source as {@link LogReader#LogReader} says
   */
  public ViewQueries(DataSource source, CursorCodec cursors) {
    this.log = new LogReader(source);
    this.cursors = cursors;
  }

  private record Row(long id, ObjectNode tree) {}

  /**
   * One page.
   *
   * @param filter values by the name of a key column of the view; a row must have them all
   * @param cursor {@code nextCursor} of the page before, of the same view, filter and tenant; a
   *     rebuild of the view makes it invalid
   * @param limit 1..{@value PageLimit#MAX}
   * @throws AuditException {@code INVALID_QUERY}, {@code INVALID_CURSOR}, {@code
   *     CLEARANCE_EXCEEDED} for a clearance under internal, {@code STORE_UNAVAILABLE}
   */
  public ViewPage page(
      Principal principal,
      View view,
      Map<String, String> filter,
      Optional<String> cursor,
      int limit) {
    PageLimit.checked(limit);
    filter.forEach((name, value) -> FilterText.check(name, List.of(value)));
    requireClearance(principal);
    return log.read(connection -> page(connection, principal, view, filter, cursor, limit));
  }

  static void requireClearance(Principal principal) {
    if (Classification.INTERNAL.isAbove(principal.clearance())) {
      throw new AuditException(
          ErrorCode.CLEARANCE_EXCEEDED, "views show what is internal (expected: that clearance)");
    }
  }

  private ViewPage page(
      Connection connection,
      Principal principal,
      View view,
      Map<String, String> filter,
      Optional<String> cursor,
      int limit)
      throws SQLException {
    CursorScope scope = scope(connection, principal, view, filter);
    Position after = cursor.map(text -> cursors.decode(scope, text)).orElse(Position.START);
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(view.page())) {
      SqlArguments arguments =
          new SqlArguments(select)
              .value(view.name())
              .value(principal.tenant().value())
              .value(after.value());
      for (String name : view.filters()) {
        arguments.optional(filter.get(name), Types.VARCHAR);
      }
      arguments.value(limit + 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(row.getLong(1), RowJson.tree(row)));
        }
      }
    }
    boolean more = rows.size() > limit;
    List<Row> page = more ? rows.subList(0, limit) : rows;
    return new ViewPage(
        page.stream().map(Row::tree).toList(),
        more
            ? Optional.of(cursors.encode(scope, new Position(page.getLast().id())))
            : Optional.empty());
  }

  /** A cursor is good for one generation: another has its rows in another order. */
  private static CursorScope scope(
      Connection connection, Principal principal, View view, Map<String, String> filter)
      throws SQLException {
    List<List<String>> terms = new ArrayList<>();
    terms.add(List.of(String.valueOf(generation(connection, view))));
    for (String name : view.filters()) {
      String value = filter.get(name);
      terms.add(value == null ? List.of() : List.of(value));
    }
    return new CursorScope(principal.tenant(), "view " + view.name(), terms);
  }

  private static int generation(Connection connection, View view) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT generation FROM projection WHERE view = ?")) {
      select.setString(1, view.name());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }
}
