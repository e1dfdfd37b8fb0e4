package org.dwsaudit.projections.session;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.dwsaudit.projections.query.CursorCodec;
import org.dwsaudit.projections.query.CursorScope;
import org.dwsaudit.projections.query.LogReader;
import org.dwsaudit.projections.query.PageLimit;
import org.dwsaudit.projections.session.SessionReads.Row;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.SessionId;

/**
 * The sessions of the principal's tenant, in the order of their first events. The system stream is
 * not among them.
 *
 * <p>A summary holds no event's content beyond identifiers, so nothing in it needs redaction. Every
 * method throws {@link AuditException}: {@code INVALID_QUERY} for a filter or limit that makes no
 * sense, {@code STORE_UNAVAILABLE} if the database is out of reach (the same call may succeed
 * later). Safe for use by several threads.
 */
public final class SessionQueries {

  private final LogReader log;
  private final CursorCodec cursors;

  /**
   * Reads through this source.
   *
   * @param source as {@link LogReader#LogReader} says
   */
  public SessionQueries(DataSource source, CursorCodec cursors) {
    this.log = new LogReader(source);
    this.cursors = cursors;
  }

  /**
   * One page. Following the cursors visits no session twice and, without a filter, none that was
   * there when the first page was read is left out; each summary is as of its page's reading.
   *
   * @param cursor {@code nextCursor} of the page before, with the same filter and tenant
   * @param limit 1..{@value PageLimit#MAX}
   * @throws AuditException as the class says, and {@code INVALID_CURSOR} for a cursor that was not
   *     handed out for this filter
   */
  public SessionPage sessions(
      Principal principal, SessionFilter filter, Optional<String> cursor, int limit) {
    PageLimit.checked(limit);
    filter.check();
    CursorScope scope = filter.scope(principal.tenant());
    Position after = cursor.map(text -> cursors.decode(scope, text)).orElse(Position.START);
    List<Row> rows =
        log.read(
            connection ->
                SessionReads.rows(connection, principal.tenant(), null, filter, after, limit + 1));
    boolean more = rows.size() > limit;
    List<Row> page = more ? rows.subList(0, limit) : rows;
    return new SessionPage(
        page.stream().map(Row::session).toList(),
        more
            ? Optional.of(cursors.encode(scope, page.getLast().firstPosition()))
            : Optional.empty());
  }

  /** One session; absent if it is unknown, or the system stream. */
  public Optional<SessionSummary> session(Principal principal, SessionId id) {
    return log
        .read(
            connection ->
                SessionReads.rows(
                    connection, principal.tenant(), id, SessionFilter.ALL, Position.START, 1))
        .stream()
        .map(Row::session)
        .findFirst();
  }
}
