package org.dwsaudit.domain;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.retry.RetryingCommandBus;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.retry.AsyncRetryScheduler;
import org.axonframework.modelling.repository.Repository;
import org.dwsaudit.domain.administration.FactRecorder;
import org.dwsaudit.domain.administration.RecordFact;
import org.dwsaudit.domain.administration.RecordFactHandler;
import org.dwsaudit.domain.dispatch.CommandDispatch;
import org.dwsaudit.domain.dispatch.ConflictRetry;
import org.dwsaudit.domain.replay.SessionReplay;
import org.dwsaudit.domain.session.EventRecorder;
import org.dwsaudit.domain.session.RecordEvents;
import org.dwsaudit.domain.session.Session;
import org.dwsaudit.domain.session.SessionHandling;
import org.dwsaudit.domain.session.SessionIndex;
import org.dwsaudit.domain.session.SessionKey;
import org.dwsaudit.domain.session.SessionTags;

/**
 * The domain, wired over an event storage engine and started: Axon's command bus, which decides a
 * command again on a conflict, and the handlers.
 */
public final class AuditDomain implements AutoCloseable {

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService retries =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("command-retry-", 0).factory());
  private final AxonConfiguration axon;
  private final CommandDispatch dispatch;
  private final SessionIndex index;
  private final SessionReplay replay;

  private AuditDomain(EventStorageEngine engine, SessionIndex index, Clock clock) {
    this.index = index;
    this.axon =
        EventSourcingConfigurer.create()
            .registerEventStorageEngine(c -> engine)
            .registerTagResolver(c -> new SessionTags())
            .componentRegistry(
                registry ->
                    registry
                        .registerComponent(
                            Repository.class,
                            c ->
                                SessionHandling.repository(c.getComponent(EventStore.class), index))
                        .registerDecorator(
                            CommandBus.class,
                            Integer.MAX_VALUE,
                            (c, name, bus) ->
                                new RetryingCommandBus(
                                    bus, new AsyncRetryScheduler(new ConflictRetry(), retries))))
            .registerCommandHandlingModule(
                CommandHandlingModule.named("audit")
                    .commandHandlers()
                    .commandHandler(
                        new MessageType(RecordEvents.class).qualifiedName(),
                        c ->
                            SessionHandling.recordEvents(
                                sessions(c), index, c.getComponent(EventStore.class)))
                    .commandHandler(
                        new MessageType(RecordFact.class).qualifiedName(),
                        c ->
                            new RecordFactHandler(
                                sessions(c), c.getComponent(EventStore.class), clock)))
            .start();
    this.replay = new SessionReplay(engine, index);
    this.dispatch = new CommandDispatch(axon.getComponent(CommandBus.class), commands);
  }

  /** Wires and starts the domain; closing it lets commands under way finish. */
  public static AuditDomain start(EventStorageEngine engine, SessionIndex index, Clock clock) {
    return new AuditDomain(engine, index, clock);
  }

  public EventRecorder events() {
    return new EventRecorder(dispatch, index);
  }

  public FactRecorder facts() {
    return new FactRecorder(dispatch);
  }

  public SessionReplay replay() {
    return replay;
  }

  @SuppressWarnings("unchecked") // registered above, with these types
  private static Repository<SessionKey, Session> sessions(Configuration configuration) {
    return configuration.getComponent(Repository.class);
  }

  @Override
  public void close() {
    commands.shutdown();
    try {
      if (!commands.awaitTermination(
          CLOSE_WAIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
        commands.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    retries.shutdownNow();
    axon.shutdown();
  }
}
