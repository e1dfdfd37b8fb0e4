package org.dwsaudit.schema.query;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.event.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * A condition over a whole event, payload included, in the Common Expression Language (CEL): {@code
 * payload.cost > 10 && worker_id != "w-1"}. It has the members of an event as variables ({@link
 * EventVariables}) and cannot change, read or wait for anything else; what it may cost is bounded
 * ({@link PredicateLanguage}).
 *
 * <p>Two are equal if their texts are. Safe for use by several threads.
 */
public final class Predicate {

  /** How many are kept that were read. */
  static final int KNOWN_MAX = 128;

  // reading one takes milliseconds; a query sends it with each page, a hold is read with each plan
  private static final Map<String, Predicate> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(KNOWN_MAX, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Predicate> eldest) {
              return size() > KNOWN_MAX;
            }
          });

  private final String text;
  private final CelAbstractSyntaxTree tree;
  private final CelRuntime.Program program;
  private final Map<Long, Integer> looks;

  private Predicate(String text, CelAbstractSyntaxTree tree) {
    this.text = text;
    this.tree = tree;
    this.program = PredicateLanguage.program(tree);
    this.looks = Bounds.looks(tree);
  }

  /**
   * Reads a condition.
   *
   * @throws AuditException INVALID_QUERY if it is none or may cost too much; the message has the
   *     line and the column of the mistake, both counted from 1
   */
  public static Predicate of(String text) {
    Predicate read = KNOWN.get(text);
    if (read == null) {
      read = new Predicate(text, PredicateLanguage.compile(text));
      KNOWN.put(text, read);
    }
    return read;
  }

  public String text() {
    return text;
  }

  /** Whether the condition holds for the event, as {@link #decide} says it for who reads. */
  public boolean holds(AuditEvent event) {
    return decide(event, new Effort()) == Verdict.HOLDS;
  }

  /**
   * What the condition says of the event: the same each time, however busy the machine is.
   *
   * @param effort is told what it cost
   */
  public Verdict decide(AuditEvent event, Effort effort) {
    Meter meter = new Meter(looks);
    EventVariables variables = new EventVariables(event, meter);
    try {
      boolean holds = Boolean.TRUE.equals(program.trace(variables, meter));
      if (meter.isOver() || variables.isUnreadable()) {
        return Verdict.UNDECIDED;
      }
      return holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
    } catch (CelEvaluationException e) {
      // of several errors one is told: where so many steps were taken, loops may have been cut
      // short
      boolean cutShort = meter.isOver() || meter.steps() >= PredicateLanguage.ITERATIONS_MAX;
      return cutShort || variables.isUnreadable() ? Verdict.UNDECIDED : Verdict.DOES_NOT_HOLD;
    } finally {
      effort.add(meter.steps());
    }
  }

  /** What the envelope of every event has for which the condition holds; perhaps of others, too. */
  EventFilter implied() {
    return Implication.of(tree.getExpr());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Predicate predicate && text.equals(predicate.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** How many are kept. */
  static int known() {
    return KNOWN.size();
  }
}
