package org.dwsaudit.domain.replay;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;

/** Reads a session's stream from its beginning, as far as somebody wants to. */
final class SessionStream {

  private final EventStorageEngine engine;

  SessionStream(EventStorageEngine engine) {
    this.engine = engine;
  }

  /** Gives each event to the reader until it answers false or there are no more. */
  void read(SessionKey key, Predicate<RecordedEvent> reader) {
    MessageStream<EventMessage> stream =
        engine.source(SourcingCondition.conditionFor(key.criteria()), null);
    try {
      read(stream, reader);
    } finally {
      stream.close();
    }
    stream.error().ifPresent(SessionStream::fail);
  }

  private static void read(MessageStream<EventMessage> stream, Predicate<RecordedEvent> reader) {
    Semaphore available = new Semaphore(0);
    stream.setCallback(available::release);
    while (true) {
      Optional<MessageStream.Entry<EventMessage>> entry = stream.next();
      if (entry.isPresent()) {
        Optional<RecordedEvent> recorded = recorded(entry.get());
        if (recorded.isPresent() && !reader.test(recorded.get())) {
          return;
        }
      } else if (stream.isCompleted()) {
        return;
      } else {
        available.acquireUninterruptibly();
      }
    }
  }

  /** Empty for the entry by which Axon ends a sourced stream. */
  private static Optional<RecordedEvent> recorded(MessageStream.Entry<EventMessage> entry) {
    return switch (entry.message().payload()) {
      case RecordedEvent recorded -> Optional.of(recorded);
      case EventRecorded appended -> Optional.of(asRecorded(appended, entry));
      case null, default -> Optional.empty();
    };
  }

  /** An engine that gives back what was appended has no clock: the event's own time stands in. */
  private static RecordedEvent asRecorded(
      EventRecorded appended, MessageStream.Entry<EventMessage> entry) {
    long position =
        TrackingToken.fromContext(entry).map(token -> token.position().orElse(0)).orElse(0L);
    return new RecordedEvent(
        appended.tenant(),
        appended.event(),
        appended.sequenceNumber(),
        new Position(Math.max(0, position)),
        appended.event().timestamp());
  }

  private static void fail(Throwable error) {
    if (error instanceof AuditException known) {
      throw known;
    }
    throw new AuditException(ErrorCode.INTERNAL_ERROR, "reading a session failed", error);
  }
}
