package org.dwsaudit.compliance.redaction;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.schema.event.RecordedEvent;

/**
 * The way to read events: discloses what the reader may see, and puts on record when that were
 * restricted parts. Reads that disclose none leave no trace. Safe for use by several threads.
 */
public final class Reads {

  /** Of a stream, this many events with restricted parts are put on record together. */
  static final int STREAM_EVENTS = 1_000;

  /** Longest that such an event of a stream follows the one before without a new record. */
  static final Duration STREAM_TIME = Duration.ofMinutes(10);

  private final Redactor redactor;
  private final FactLog facts;
  private final LongSupplier nanoTime;

  public Reads(Redactor redactor, FactLog facts) {
    this(redactor, facts, System::nanoTime);
  }

  Reads(Redactor redactor, FactLog facts, LongSupplier nanoTime) {
    this.redactor = redactor;
    this.facts = facts;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads something that is bounded. If restricted parts were disclosed, that is on record when
   * this returns, so the caller MUST give nothing away before. An event counts also where it was
   * looked at only to hold a condition against it, since the answer tells something of it.
   *
   * @param read is given what makes of an event what the reader may see; it is for one thread
   * @throws org.dwsaudit.schema.error.AuditException {@code REASON_REQUIRED} at the first event
   *     with restricted parts that would be disclosed without a reason; what the record fails with;
   *     what {@code read} throws
   */
  public <T> T once(ReadRequest request, Function<UnaryOperator<RecordedEvent>, T> read) {
    Disclosure disclosure = Disclosure.forRead(request.principal());
    if (!disclosure.includesRestricted()) {
      return read.apply(event -> redactor.disclose(event, disclosure));
    }
    RestrictedReading reading = new RestrictedReading(redactor, facts, request);
    T answer = read.apply(reading::count);
    reading.record();
    return answer;
  }

  /**
   * Reads as long as somebody listens. The first event with restricted parts is on record before it
   * is disclosed, and from then on each {@value #STREAM_EVENTS}th, and the first that comes ten
   * minutes after the last record or later. So of those disclosed before the stream ends fewer than
   * {@value #STREAM_EVENTS} are not in a count.
   *
   * @return makes of an event what the reader may see; it may wait for the log, is for one thread
   *     at a time, and throws as {@link #once} does. The same event MUST be given again where it
   *     threw
   */
  public UnaryOperator<RecordedEvent> stream(ReadRequest request) {
    Disclosure disclosure = Disclosure.forRead(request.principal());
    if (!disclosure.includesRestricted()) {
      return event -> redactor.disclose(event, disclosure);
    }
    RestrictedReading reading = new RestrictedReading(redactor, facts, request);
    return event -> reading.countAndRecord(event, nanoTime.getAsLong());
  }
}
