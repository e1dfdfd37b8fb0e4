package org.dwsaudit.api.grpc;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.domain.session.RecordingOutcome;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.grpc.v1.Acknowledgement;
import org.dwsaudit.schema.grpc.v1.AppendRequest;
import org.dwsaudit.schema.grpc.v1.AppendResponse;
import org.dwsaudit.schema.grpc.v1.AppendStreamResponse;
import org.dwsaudit.schema.grpc.v1.Refusal;
import org.dwsaudit.schema.grpc.v1.Violation;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.Limits;
import org.jspecify.annotations.Nullable;

/** What is sent to be recorded, and the answers to it. */
final class Appends {

  /** A request of fewer bytes is read where it came; a larger one would keep others waiting. */
  private static final int SMALL_BYTES = 16 * 1024;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("grpc-append-", 1).factory());
  private final Limits limits;
  private final EventReader rules;
  private final EventMessageReader messages;

  Appends(EventReader rules, Limits limits) {
    this.limits = limits;
    this.rules = rules;
    this.messages = new EventMessageReader(limits.depthMax());
  }

  /** Whether reading and deciding it takes next to no time. */
  static boolean isSmall(AppendRequest request) {
    return request.getSerializedSize() < SMALL_BYTES;
  }

  /** For what would keep an event loop busy; a thread a task. */
  Executor threads() {
    return threads;
  }

  /**
   * The request's events.
   *
   * @throws AuditException with every violation, as {@link EventReader} says
   */
  List<SubmittedEvent> read(AppendRequest request) {
    KnownFields.require(request, ErrorCode.INVALID_ARGUMENT);
    int events = request.getEventsCount();
    if (events > limits.eventsPerRequestMax()) {
      throw new AuditException(
          ErrorCode.TOO_MANY_EVENTS,
          "request: %d events (limits.events_per_request: %d)"
              .formatted(events, limits.eventsPerRequestMax()));
    }
    return rules.readTrees(request.getEventsList().stream().map(messages::read).toList());
  }

  static AppendResponse response(RecordingOutcome outcome) {
    AppendResponse.Builder response =
        AppendResponse.newBuilder()
            .setAccepted((int) outcome.accepted())
            .setDuplicates((int) outcome.duplicates());
    outcome
        .acknowledged()
        .forEach(
            stored ->
                response.addAcknowledgements(
                    Acknowledgement.newBuilder()
                        .setEventId(stored.eventId().toString())
                        .setSessionId(stored.sessionId().toString())
                        .setSequenceNumber(stored.sequenceNumber())
                        .setDuplicate(stored.duplicate())));
    return response.build();
  }

  /** The answer to a unit of a stream. */
  static AppendStreamResponse answer(RecordingOutcome outcome) {
    AppendResponse stored = response(outcome);
    return outcome
        .refused()
        .map(error -> refusal(Failures.of(error), outcome.acknowledged().isEmpty() ? null : stored))
        .orElseGet(() -> AppendStreamResponse.newBuilder().setAppended(stored).build());
  }

  /**
   * @param stored what of the unit is stored all the same
   */
  static AppendStreamResponse refusal(AuditException error, @Nullable AppendResponse stored) {
    Refusal.Builder refusal =
        Refusal.newBuilder()
            .setCode(error.code().name())
            .setMessage(String.valueOf(error.getMessage()))
            .setRetryable(error.code().retryable());
    error
        .violations()
        .forEach(
            violation ->
                refusal.addViolations(
                    Violation.newBuilder()
                        .setIndex(violation.index())
                        .setPointer(violation.pointer())
                        .setRule(violation.rule().name())
                        .setMessage(violation.message())));
    if (stored != null) {
      refusal.setStored(stored);
    }
    return AppendStreamResponse.newBuilder().setRefused(refusal).build();
  }
}
