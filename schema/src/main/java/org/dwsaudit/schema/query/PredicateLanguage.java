package org.dwsaudit.schema.query;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/**
 * What of CEL a predicate may use. It has no way to build lists or long texts ({@code map}, {@code
 * filter} and more than a few additions are left out), loops a bounded number of times in all, and
 * its regular expressions (RE2) are small and take time linear in the text: so that an evaluation
 * costs a bounded multiple of the event's size.
 */
final class PredicateLanguage {

  static final int CHARACTERS_MAX = 4_096;
  static final int NESTING_MAX = 32;
  static final int NODES_MAX = 512;
  static final int ADDITIONS_MAX = 8;
  static final int REGEXES_MAX = 4;
  static final int ITERATIONS_MAX = 10_000;
  private static final int REGEX_PROGRAM_MAX = 200;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(CHARACTERS_MAX)
          .maxParseRecursionDepth(NESTING_MAX)
          .maxParseErrorRecoveryLimit(1)
          .comprehensionMaxIterations(ITERATIONS_MAX)
          .maxRegexProgramSize(REGEX_PROGRAM_MAX)
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .build();

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  private PredicateLanguage() {}

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(
                CelStandardMacro.HAS,
                CelStandardMacro.ALL,
                CelStandardMacro.EXISTS,
                CelStandardMacro.EXISTS_ONE)
            .setResultType(SimpleType.BOOL);
    for (Map.Entry<String, CelType> variable : EventVariables.TYPES.entrySet()) {
      builder.addVar(variable.getKey(), variable.getValue());
    }
    return builder.build();
  }

  /** As {@link Predicate#of} says. */
  static CelAbstractSyntaxTree compile(String text) {
    if (text.isBlank() || text.length() > CHARACTERS_MAX) {
      throw refused("%d characters (expected: 1..%d)".formatted(text.length(), CHARACTERS_MAX));
    }
    CelValidationResult result = COMPILER.compile(text);
    if (result.hasError()) {
      throw refused(mistake(result.getErrors()));
    }
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      requireBounded(tree);
      return tree;
    } catch (CelValidationException e) {
      throw refused(mistake(e.getErrors()));
    }
  }

  static Program program(CelAbstractSyntaxTree tree) {
    try {
      return RUNTIME.createProgram(tree);
    } catch (CelEvaluationException e) {
      throw refused(e.getMessage() + " (expected: a condition in CEL)");
    }
  }

  private static String mistake(List<CelIssue> issues) {
    if (issues.isEmpty()) {
      return "not understood (expected: a condition in CEL)";
    }
    CelIssue first = issues.getFirst();
    CelSourceLocation place = first.getSourceLocation();
    String message =
        first.getMessage().replace(" (in container '')", "").replaceAll("\\s+", " ").strip();
    // columns are counted from 0; before the first there is none
    return place.getLine() < 1
        ? message + " (expected: a condition in CEL)"
        : "line %d, column %d: %s (expected: a condition in CEL)"
            .formatted(place.getLine(), Math.max(0, place.getColumn()) + 1, message);
  }

  private static void requireBounded(CelAbstractSyntaxTree tree) {
    CelNavigableAst nodes = CelNavigableAst.fromAst(tree);
    requireAtMost(NODES_MAX, nodes.getRoot().allNodes().count(), "parts");
    requireAtMost(ADDITIONS_MAX, calls(nodes, Operator.ADD.getFunction()), "additions");
    requireAtMost(REGEXES_MAX, calls(nodes, "matches"), "calls of matches");
  }

  private static long calls(CelNavigableAst nodes, String function) {
    // what a macro adds to count by itself is not the author's
    return nodes
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .filter(node -> node.expr().call().function().equals(function))
        .count();
  }

  private static void requireAtMost(int most, long actual, String what) {
    if (actual > most) {
      throw refused("%d %s (expected: at most %d)".formatted(actual, what, most));
    }
  }

  private static AuditException refused(String message) {
    return new AuditException(ErrorCode.INVALID_QUERY, "where: " + message);
  }
}
