package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.dwsaudit.domain.administration.FactRecorder;
import org.dwsaudit.domain.dispatch.CommandDispatch;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldReleased;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.Test;

class DomainFactsTest {

  /** Exports, holds, policies and retention all tell their facts this way. */
  @Test
  void nobodyWaitsForTheLogWithoutBound() {
    CommandDispatch neverRuns =
        new CommandDispatch(
            new SimpleCommandBus(
                new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE), List.of()),
            _ -> {});
    DomainFacts facts = new DomainFacts(new FactRecorder(neverRuns), Duration.ZERO);

    assertThatThrownBy(
            () ->
                facts.record(
                    TenantId.DEFAULT, new LegalHoldReleased(new UUID(1, 2), "reason", "officer")))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
  }
}
