package org.dwsaudit.domain.dispatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.MessageType;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Sends commands over Axon's command bus. */
public final class CommandDispatch {

  private final CommandBus bus;
  private final Executor executor;

  /**
   * @param executor runs a command's decision, which may wait for the database; bounded by what the
   *     database's connections allow
   */
  public CommandDispatch(CommandBus bus, Executor executor) {
    this.bus = bus;
    this.executor = executor;
  }

  /**
   * Dispatches a command and gives its handler's answer, after the unit of work has committed.
   *
   * @return fails with an {@link AuditException}; CONTENTION where others kept writing the same
   *     stream
   */
  public <R> CompletableFuture<R> dispatch(Object command) {
    return answer(
        CompletableFuture.supplyAsync(() -> bus.dispatch(message(command), null), executor)
            .thenCompose(result -> result));
  }

  /** Does something that may wait, on a thread that may. */
  public <T> CompletableFuture<T> supply(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, executor);
  }

  /** As {@link #dispatch}, decided by the calling thread. */
  public <R> CompletableFuture<R> dispatchHere(Object command) {
    try {
      return answer(bus.dispatch(message(command), null));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(error(e));
    }
  }

  private static GenericCommandMessage message(Object command) {
    return new GenericCommandMessage(new MessageType(command.getClass()), command);
  }

  @SuppressWarnings("unchecked") // each command has one handler, whose answer its sender knows
  private static <R> CompletableFuture<R> answer(
      CompletableFuture<? extends CommandResultMessage> result) {
    return result.handle(
        (message, failure) -> {
          if (failure != null) {
            throw new CompletionException(error(failure));
          }
          return (R) message.payload();
        });
  }

  private static AuditException error(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof AuditException known) {
        return known;
      }
      if (cause instanceof AppendEventsTransactionRejectedException) {
        return new AuditException(
            ErrorCode.CONTENTION,
            "others kept writing to the same session; nothing of this was stored (try again)",
            failure);
      }
    }
    return new AuditException(ErrorCode.INTERNAL_ERROR, "a command failed", failure);
  }

  private static @Nullable Throwable next(Throwable failure) {
    return failure.getCause() == failure ? null : failure.getCause();
  }
}
