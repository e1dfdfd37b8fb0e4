package org.dwsaudit.projections.query;

import java.util.List;
import java.util.Random;
import org.dwsaudit.schema.query.Predicate;

/** Predicates of every shape that can be looked for in the log, and of some that cannot. */
final class RandomPredicates {

  private static final List<String> ATOMS =
      List.of(
          "event_type == 'workflow.completed'",
          "'skill.invoked' == event_type",
          "event_type in ['workflow.completed', 'outcome.completed']",
          "event_type.startsWith('work')",
          "event_type.endsWith('.completed')",
          "event_type.contains('e')",
          "event_type != 'skill.invoked'",
          "event_type == 'audit.legal_hold_placed'",
          "session_id == '5e550000-0000-4000-8000-000000000001'",
          "session_id in ['5e550000-0000-4000-8000-000000000001', 'no id']",
          "worker_id == 'a'",
          "worker_id == ''",
          "worker_id != 'a'",
          "worker_id in ['a', 'b', 'é']",
          "worker_id == 'a\\'b'",
          "worker_id == 'A' || worker_id == 'null'",
          "workflow_id == 'b'",
          "phase_id == 'p1'",
          "phase_id == ''",
          "phase_id in ['p1', 'p2']",
          "correlation_id == 'a'",
          "correlation_id == ''",
          "data_classification == 'public'",
          "data_classification in ['public', 'restricted']",
          "data_classification == 'secret'",
          "timestamp >= timestamp('2026-03-01T12:00:00Z')",
          "timestamp < timestamp('1969-12-31T23:59:59.9999985Z')",
          "timestamp('2026-03-01T12:00:00.000000500Z') > timestamp",
          "timestamp == timestamp('2026-03-01T12:00:00Z')",
          "timestamp.getFullYear() == 2026",
          "payload.n > 2",
          "payload.n < 2.5 && has(payload.tags)",
          "has(payload.n)",
          "!has(payload.n)",
          "payload.tags.exists(t, t == 'red')",
          "payload.tags.all(t, t.size() > 2)",
          "payload.deep.er == null",
          "payload['n'] == 1",
          "size(payload) == 0",
          "payload.n.matches('x')",
          "true",
          "1 / 0 == 1");

  private RandomPredicates() {}

  static Predicate next(Random random) {
    return Predicate.of(text(random, 2));
  }

  private static String text(Random random, int depth) {
    if (depth == 0) {
      return ATOMS.get(random.nextInt(ATOMS.size()));
    }
    String left = text(random, depth - 1);
    return switch (random.nextInt(5)) {
      case 0, 1 -> left + " && " + text(random, depth - 1);
      case 2 -> "(" + left + ") || (" + text(random, depth - 1) + ")";
      case 3 -> "!(" + left + ")";
      default -> left;
    };
  }
}
