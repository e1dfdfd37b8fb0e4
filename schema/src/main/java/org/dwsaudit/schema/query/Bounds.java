package org.dwsaudit.schema.query;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * Refuses predicates that have too much to them, and those whose cost an event could raise at will:
 * a regular expression or a text to be looked for stands in the predicate, not in the event.
 */
final class Bounds {

  static final int NODES_MAX = 512;
  static final int ADDITIONS_MAX = 8;
  static final int REGEXES_MAX = 4;
  static final int NEEDLE_CHARACTERS_MAX = 256;

  /** How often a text is looked at by what searches it from each of its characters. */
  private static final int LOOKS_OF_MATCHES = 64;

  private static final int LOOKS_OF_CONTAINS = 16;

  /** What looks at no value as a whole. */
  private static final Set<String> CHEAP =
      Set.of(
          Operator.LOGICAL_AND.getFunction(),
          Operator.LOGICAL_OR.getFunction(),
          Operator.LOGICAL_NOT.getFunction(),
          Operator.CONDITIONAL.getFunction(),
          Operator.INDEX.getFunction(),
          Operator.NOT_STRICTLY_FALSE.getFunction());

  private Bounds() {}

  /**
   * @throws AuditException INVALID_QUERY with the place
   */
  static void require(CelAbstractSyntaxTree tree) {
    List<CelNavigableExpr> nodes = CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
    List<CelExpr> calls =
        nodes.stream()
            .filter(node -> node.getKind() == Kind.CALL)
            .map(CelNavigableExpr::expr)
            .toList();
    requireAtMost(NODES_MAX, nodes.size(), "parts");
    requireAtMost(ADDITIONS_MAX, count(calls, Operator.ADD.getFunction()), "additions");
    requireAtMost(REGEXES_MAX, count(calls, "matches"), "calls of matches");
    for (CelExpr call : calls) {
      problem(call.call()).ifPresent(problem -> refuse(tree, call, problem));
    }
  }

  // what a macro adds to count by itself is not the author's
  private static long count(List<CelExpr> calls, String function) {
    return calls.stream().filter(call -> call.call().function().equals(function)).count();
  }

  private static Optional<String> problem(CelCall call) {
    return switch (call.function()) {
      case "matches" ->
          written(call.args().getLast())
              .map(Regexes::problem)
              .orElse(Optional.of("matches (expected: a regular expression in quotes)"));
      case "contains" ->
          written(call.args().getLast())
                  .filter(t -> t.length() <= NEEDLE_CHARACTERS_MAX)
                  .isPresent()
              ? Optional.empty()
              : Optional.of(
                  "contains (expected: a text in quotes, of at most %d characters)"
                      .formatted(NEEDLE_CHARACTERS_MAX));
      default -> Optional.empty();
    };
  }

  private static Optional<String> written(CelExpr argument) {
    return argument.getKind() == Kind.CONSTANT
            && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(argument.constant().stringValue())
        : Optional.empty();
  }

  /** How often operations look at the values of their operands, by the operand's number. */
  static Map<Long, Integer> looks(CelAbstractSyntaxTree tree) {
    Map<Long, Integer> looks = new HashMap<>();
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .map(node -> node.expr().call())
        .filter(call -> !CHEAP.contains(call.function()))
        .forEach(
            call -> {
              int times = looks(call.function());
              call.target().ifPresent(target -> looks.put(target.id(), times));
              call.args().forEach(argument -> looks.put(argument.id(), times));
            });
    return looks;
  }

  private static int looks(String function) {
    return switch (function) {
      case "matches" -> LOOKS_OF_MATCHES;
      case "contains" -> LOOKS_OF_CONTAINS;
      default -> 1;
    };
  }

  private static void requireAtMost(int most, long actual, String what) {
    if (actual > most) {
      throw refused("%d %s (expected: at most %d)".formatted(actual, what, most));
    }
  }

  private static void refuse(CelAbstractSyntaxTree tree, CelExpr part, String problem) {
    int offset = tree.getSource().getPositionsMap().getOrDefault(part.id(), 0);
    CelSourceLocation place =
        tree.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
    throw refused(
        "line %d, column %d: %s".formatted(place.getLine(), place.getColumn() + 1, problem));
  }

  static AuditException refused(String message) {
    return new AuditException(ErrorCode.INVALID_QUERY, "where: " + message);
  }
}
