package org.dwsaudit.projections.view;

import java.sql.Connection;
import java.sql.SQLException;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * What a batch of events changes in a view, gathered in memory. For one thread. Events of a session
 * MUST come in their order.
 */
public interface ViewBatch {

  /**
   * Takes an event in. Whatever it throws, nothing of the event is in the batch then: what may
   * throw comes before what changes something.
   *
   * @param shown what of the event those may see who may see views
   */
  void add(RecordedEvent recorded, AuditEvent shown);

  /** Writes all that was taken in, a statement or two for the whole batch, in the order of keys. */
  void write(Connection connection, int generation) throws SQLException;
}
