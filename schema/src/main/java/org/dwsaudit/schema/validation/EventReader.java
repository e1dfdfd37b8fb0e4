package org.dwsaudit.schema.validation;

import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.json.MalformedJsonException;
import org.dwsaudit.schema.json.StrictJson;
import org.dwsaudit.schema.json.StrictJsonReader;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's events and refuses it whole, with every violation in order of index and pointer
 * (the first thousand), if one of them breaks a rule. Safe for use by several threads.
 *
 * <p>Besides the violations a request can be refused as {@link ErrorCode#REQUEST_TOO_LARGE}, {@link
 * ErrorCode#TOO_MANY_EVENTS}, {@link ErrorCode#MALFORMED_JSON} or, without any event, {@link
 * ErrorCode#INVALID_ARGUMENT}.
 */
public final class EventReader {

  private final Limits limits;
  private final EventRules rules;
  private final StrictJsonReader json;

  public EventReader(Taxonomy taxonomy, EventSchemas schemas, Limits limits) {
    this.limits = limits;
    this.rules = new EventRules(taxonomy, schemas, limits);
    this.json = new StrictJsonReader(limits.depthMax());
  }

  /** What one request may bring. */
  public Limits limits() {
    return limits;
  }

  /** Reads one event, or an array of events. */
  public List<SubmittedEvent> readJson(byte[] body) {
    limits.requireRequestBytes(body.length);
    if (isBlank(body, 0, body.length)) {
      throw empty();
    }
    try {
      return readTrees(json.readElements(body, limits.eventsPerRequestMax()));
    } catch (MalformedJsonException e) {
      throw new AuditException(ErrorCode.MALFORMED_JSON, e.getMessage(), e);
    }
  }

  /**
   * Reads one event a line; blank lines do not count. A broken line is a violation of the event
   * that it should have been.
   */
  public List<SubmittedEvent> readNdjson(byte[] body) {
    limits.requireRequestBytes(body.length);
    Batch batch = new Batch();
    int line = 1;
    for (int start = 0; start < body.length && !batch.violations.full(); line++) {
      int end = lineEnd(body, start);
      if (!isBlank(body, start, end)) {
        addLine(batch, body, start, end, line);
      }
      start = end + 1;
    }
    return batch.finish();
  }

  /** Reads events that came as JSON by another way; their index is their place in the list. */
  public List<SubmittedEvent> readTrees(List<StrictJson> events) {
    limits.requireRequestBytes(events.stream().mapToLong(StrictJson::sizeBytes).sum());
    Batch batch = new Batch();
    for (StrictJson event : events) {
      batch.add(event);
      if (batch.violations.full()) {
        break;
      }
    }
    return batch.finish();
  }

  /**
   * Reads events out of what carried them; their index is their place in the list. Violations come
   * by their place in the carrier. Its size as a whole is the caller's to check.
   */
  public List<SubmittedEvent> readCarried(List<CarriedEvent> events) {
    Batch batch = new Batch();
    for (CarriedEvent event : events) {
      batch.add(event);
      if (batch.violations.full()) {
        break;
      }
    }
    return batch.finish();
  }

  private void addLine(Batch batch, byte[] body, int start, int end, int line) {
    batch.refuseTooMany();
    try {
      batch.add(json.read(body, start, end - start));
    } catch (MalformedJsonException e) {
      batch.malformed("line %d, column %d: %s".formatted(line, e.column(), e.problem()));
    }
  }

  private static int lineEnd(byte[] body, int start) {
    int end = start;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r' && body[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  private static AuditException empty() {
    return new AuditException(
        ErrorCode.INVALID_ARGUMENT, "request: no events (expected: at least one)");
  }

  /** The events read so far, and what was wrong with the others. */
  private final class Batch {

    final Violations violations = new Violations();
    private final List<SubmittedEvent> events = new ArrayList<>();
    private int size;

    void add(StrictJson event) {
      refuseTooMany();
      keep(rules.read(size++, event, violations));
    }

    void add(CarriedEvent event) {
      refuseTooMany();
      keep(rules.read(size++, event, violations));
    }

    private void keep(@Nullable SubmittedEvent read) {
      if (read != null) {
        events.add(read);
      }
    }

    void malformed(String message) {
      violations.begin(size++);
      violations.add("", Rule.MALFORMED_JSON, message);
      violations.end();
    }

    void refuseTooMany() {
      if (size == limits.eventsPerRequestMax()) {
        throw new AuditException(
            ErrorCode.TOO_MANY_EVENTS,
            "request: more than %d events (limits.events_per_request: %d)".formatted(size, size));
      }
    }

    List<SubmittedEvent> finish() {
      if (size == 0) {
        throw empty();
      }
      violations.throwIfAny();
      return List.copyOf(events);
    }
  }
}
