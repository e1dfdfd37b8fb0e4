package org.dwsaudit.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventHandler;
import org.axonframework.messaging.eventhandling.EventHandlerRegistry;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.dwsaudit.projections.view.View;
import org.dwsaudit.projections.view.ViewBatch;
import org.dwsaudit.schema.event.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers a batch of events in memory and writes what it changes before the unit of work commits.
 * An event that the view or the database cannot take is parked, and the view goes on without it.
 */
final class ViewHandler implements EventHandlingComponent {

  private static final Logger LOG = LoggerFactory.getLogger(ViewHandler.class);
  private static final int ERROR_CHARS_MAX = 500;

  private final View view;
  private final int generation;
  private final UnaryOperator<RecordedEvent> disclosure;
  private final ToLongFunction<Segment> countedUpTo;
  private final ResourceKey<Batch> key = ResourceKey.withLabel("batch");

  /**
   * @param disclosure makes of an event what those may see who may see views
   * @param countedUpTo the position that a segment's next token goes on from
   */
  ViewHandler(
      View view,
      int generation,
      UnaryOperator<RecordedEvent> disclosure,
      ToLongFunction<Segment> countedUpTo) {
    this.view = view;
    this.generation = generation;
    this.disclosure = disclosure;
    this.countedUpTo = countedUpTo;
  }

  @Override
  public MessageStream.Empty<Message> handle(EventMessage event, ProcessingContext context) {
    if (event.payload() instanceof EventRun run) {
      Segment segment = Segment.fromContext(context).orElseThrow();
      long counted = countedUpTo.applyAsLong(segment);
      Batch batch = context.computeResourceIfAbsent(key, () -> begin(context));
      run.events().stream()
          .filter(recorded -> recorded.position().value() > counted)
          .forEach(batch::add);
    }
    return MessageStream.empty();
  }

  private Batch begin(ProcessingContext context) {
    Batch batch = new Batch();
    DatabaseUnits.beforeCommit(context, batch::write);
    return batch;
  }

  /** A session's events stay in one segment, and all runs of a segment in their order. */
  @Override
  public Object sequenceIdentifierFor(EventMessage event, ProcessingContext context) {
    return event.payload() instanceof EventRun run ? run.segment() : event.identifier();
  }

  @Override
  public boolean supports(QualifiedName name) {
    return true;
  }

  @Override
  public Set<QualifiedName> supportedEvents() {
    return Set.of();
  }

  @Override
  public EventHandlerRegistry subscribe(QualifiedName name, EventHandler handler) {
    throw new UnsupportedOperationException("a view handles all events itself");
  }

  private record Parked(RecordedEvent event, String error) {}

  private final class Batch {

    private final ViewBatch changes = view.batch();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<Parked> parked = new ArrayList<>();

    void add(RecordedEvent event) {
      try {
        take(event, changes);
        events.add(event);
      } catch (RuntimeException e) {
        parked.add(new Parked(event, error(e)));
      }
    }

    private void take(RecordedEvent event, ViewBatch into) {
      into.add(event, disclosure.apply(event).event());
    }

    void write(Connection connection) throws SQLException {
      Savepoint before = connection.setSavepoint();
      try {
        changes.write(connection, generation);
        connection.releaseSavepoint(before);
      } catch (SQLException e) {
        if (!isAboutContent(e)) {
          throw e;
        }
        connection.rollback(before);
        writeEach(connection);
      }
      for (Parked one : parked) {
        park(connection, one);
      }
    }

    /** One of them is refused: each on its own shows which. */
    private void writeEach(Connection connection) throws SQLException {
      for (RecordedEvent event : events) {
        Savepoint before = connection.setSavepoint();
        try {
          ViewBatch one = view.batch();
          take(event, one);
          one.write(connection, generation);
          connection.releaseSavepoint(before);
        } catch (SQLException e) {
          if (!isAboutContent(e)) {
            throw e;
          }
          connection.rollback(before);
          parked.add(new Parked(event, error(e)));
        }
      }
    }
  }

  /**
   * Data exceptions, broken constraints, too long for an index: the same again would fail again.
   */
  private static boolean isAboutContent(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("22") || state.startsWith("23") || state.equals("54000");
  }

  /** The kind of failure only: a message may repeat what the event says. */
  private static String error(Exception e) {
    String text =
        e instanceof SQLException sql
            ? "the database refused it: SQLSTATE " + sql.getSQLState()
            : "the view cannot take it: " + e.getClass().getSimpleName();
    return text.length() <= ERROR_CHARS_MAX ? text : text.substring(0, ERROR_CHARS_MAX);
  }

  private void park(Connection connection, Parked one) throws SQLException {
    LOG.warn("View {} parked the event at {}: {}", view.name(), one.event.position(), one.error);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO projection_parked (
                view, generation, position, tenant, session_id, event_id, event_type, error)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)) {
      insert.setString(1, view.name());
      insert.setInt(2, generation);
      insert.setLong(3, one.event.position().value());
      insert.setString(4, one.event.tenant().value());
      insert.setObject(5, one.event.event().sessionId().value());
      insert.setObject(6, one.event.event().eventId().value());
      insert.setString(7, one.event.event().eventType());
      insert.setString(8, one.error);
      insert.executeUpdate();
    }
  }
}
