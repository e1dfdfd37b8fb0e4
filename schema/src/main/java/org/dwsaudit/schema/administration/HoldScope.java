package org.dwsaudit.schema.administration;

import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;

/** What a legal hold covers, events that arrive later included. */
public sealed interface HoldScope {

  boolean covers(AuditEvent event);

  /** Whether the scope may cover an event, going by its envelope; the content is not looked at. */
  default boolean mayCover(AuditEvent envelope) {
    return covers(envelope);
  }

  /** Whether it takes an event's content to say if the scope covers it. */
  default boolean looksAtContent() {
    return false;
  }

  record OfSession(SessionId sessionId) implements HoldScope {
    @Override
    public boolean covers(AuditEvent event) {
      return event.sessionId().equals(sessionId);
    }
  }

  record OfWorkflow(String workflowId) implements HoldScope {
    @Override
    public boolean covers(AuditEvent event) {
      return event.workflowId().equals(workflowId);
    }
  }

  record OfWorker(String workerId) implements HoldScope {
    @Override
    public boolean covers(AuditEvent event) {
      return workerId.equals(event.workerId());
    }
  }

  record OfQuery(EventFilter filter) implements HoldScope {
    @Override
    public boolean covers(AuditEvent event) {
      return filter.mayMatch(event);
    }

    @Override
    public boolean mayCover(AuditEvent envelope) {
      return filter.matchesEnvelope(envelope);
    }

    @Override
    public boolean looksAtContent() {
      return filter.where() != null;
    }
  }
}
