package org.dwsaudit.compliance.redaction;

import java.util.UUID;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.schema.administration.AdministrativeFact.RestrictedRead;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.RecordedEvent;

/** A read by somebody from whom nothing is withheld: counts what is to go on record. */
final class RestrictedReading {

  private final Redactor redactor;
  private final FactLog facts;
  private final ReadRequest request;
  private long counted;
  private boolean recorded;
  private long recordedNanos;

  RestrictedReading(Redactor redactor, FactLog facts, ReadRequest request) {
    this.redactor = redactor;
    this.facts = facts;
    this.request = request;
  }

  RecordedEvent count(RecordedEvent event) {
    if (redactor.hasRestricted(event)) {
      requireReason();
      counted++;
    }
    return event;
  }

  RecordedEvent countAndRecord(RecordedEvent event, long nowNanos) {
    long before = counted;
    count(event);
    if (counted > before && isDue(nowNanos)) {
      try {
        record();
      } catch (RuntimeException e) {
        counted = before;
        throw e;
      }
      recorded = true;
      recordedNanos = nowNanos;
    }
    return event;
  }

  private boolean isDue(long nowNanos) {
    return !recorded
        || counted >= Reads.STREAM_EVENTS
        || nowNanos - recordedNanos >= Reads.STREAM_TIME.toNanos();
  }

  /** Puts on record what was counted since the record before. */
  void record() {
    if (counted > 0) {
      facts.record(
          request.principal().tenant(),
          new RestrictedRead(
              UUID.randomUUID(),
              request.scope(),
              counted,
              requireReason(),
              request.principal().actor()));
      counted = 0;
    }
  }

  private String requireReason() {
    return request
        .reason()
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.REASON_REQUIRED,
                    "reason: none (expected: one in the header dws-audit-reason, since what is"
                        + " asked for has restricted parts)"));
  }
}
