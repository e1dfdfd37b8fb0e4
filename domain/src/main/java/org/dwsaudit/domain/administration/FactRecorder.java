package org.dwsaudit.domain.administration;

import java.util.concurrent.CompletableFuture;
import org.dwsaudit.domain.dispatch.CommandDispatch;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.event.TenantId;

/** Records facts about the store. */
public final class FactRecorder {

  private final CommandDispatch commands;

  public FactRecorder(CommandDispatch commands) {
    this.commands = commands;
  }

  /**
   * Records the fact, if it agrees with the facts before it about the same thing.
   *
   * <p>The future completes when the fact is committed and flushed; it fails with HOLD_NOT_FOUND or
   * HOLD_RELEASED for the release of a hold that is not there or not any more.
   */
  public CompletableFuture<Void> record(TenantId tenant, AdministrativeFact fact) {
    return commands.dispatch(new RecordFact(tenant, fact)).thenAccept(done -> {});
  }
}
