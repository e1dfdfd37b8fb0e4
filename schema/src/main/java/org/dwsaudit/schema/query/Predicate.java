package org.dwsaudit.schema.query;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
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

  private final String text;
  private final CelAbstractSyntaxTree tree;
  private final Program program;

  private Predicate(String text, CelAbstractSyntaxTree tree) {
    this.text = text;
    this.tree = tree;
    this.program = PredicateLanguage.program(tree);
  }

  /**
   * Reads a condition.
   *
   * @throws AuditException INVALID_QUERY if it is none or may cost too much; the message has the
   *     line and the column of the mistake, both counted from 1
   */
  public static Predicate of(String text) {
    return new Predicate(text, PredicateLanguage.compile(text));
  }

  public String text() {
    return text;
  }

  /**
   * Whether the condition holds for the event. One that cannot be decided, since a member is
   * missing or has another type, does not hold.
   */
  public boolean holds(AuditEvent event) {
    try {
      return Boolean.TRUE.equals(program.eval(EventVariables.of(event)));
    } catch (CelEvaluationException e) {
      return false;
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
}
