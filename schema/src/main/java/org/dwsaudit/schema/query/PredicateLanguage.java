package org.dwsaudit.schema.query;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.List;
import java.util.Map;

/**
 * What of CEL a predicate may use. It has no way to build lists or long texts ({@code map}, {@code
 * filter} and more than a few additions are left out), and its regular expressions (RE2) are small
 * and take time linear in the text ({@link Bounds}). It loops a bounded number of times in all, and
 * {@link Meter} ends it where it costs more than a bounded multiple of the event's size.
 */
final class PredicateLanguage {

  static final int CHARACTERS_MAX = 4_096;
  static final int NESTING_MAX = 32;
  static final int ITERATIONS_MAX = 10_000;
  private static final int MESSAGE_CHARACTERS_MAX = 240;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(CHARACTERS_MAX)
          .maxParseRecursionDepth(NESTING_MAX)
          .maxParseErrorRecoveryLimit(1)
          .comprehensionMaxIterations(ITERATIONS_MAX)
          .maxRegexProgramSize(Regexes.PROGRAM_MAX)
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .build();

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  private static final CelValidator LITERALS =
      CelValidatorFactory.standardCelValidatorBuilder(COMPILER, RUNTIME)
          .addAstValidators(TimestampLiteralValidator.INSTANCE, DurationLiteralValidator.INSTANCE)
          .build();

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
      throw Bounds.refused(
          "%d characters (expected: 1..%d)".formatted(text.length(), CHARACTERS_MAX));
    }
    CelValidationResult result = COMPILER.compile(text);
    if (result.hasError()) {
      throw Bounds.refused(mistake(result.getErrors()));
    }
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      Bounds.require(tree);
      requireReadable(tree);
      return tree;
    } catch (CelValidationException e) {
      throw Bounds.refused(mistake(e.getErrors()));
    }
  }

  /** Times and durations that are written in a condition can be read. */
  private static void requireReadable(CelAbstractSyntaxTree tree) {
    CelValidationResult result = LITERALS.validate(tree);
    if (result.hasError()) {
      throw Bounds.refused(mistake(result.getErrors()));
    }
  }

  static CelRuntime.Program program(CelAbstractSyntaxTree tree) {
    try {
      return (CelRuntime.Program) RUNTIME.createProgram(tree);
    } catch (CelEvaluationException e) {
      throw Bounds.refused(e.getMessage() + " (expected: a condition in CEL)");
    }
  }

  private static String mistake(List<CelIssue> issues) {
    if (issues.isEmpty()) {
      return "not understood (expected: a condition in CEL)";
    }
    CelIssue first = issues.getFirst();
    CelSourceLocation place = first.getSourceLocation();
    String message = shown(first.getMessage());
    // columns are counted from 0; before the first there is none
    return place.getLine() < 1
        ? message + " (expected: a condition in CEL)"
        : "line %d, column %d: %s (expected: a condition in CEL)"
            .formatted(place.getLine(), Math.max(0, place.getColumn()) + 1, message);
  }

  /** CEL's words, which may repeat any part of the text. */
  private static String shown(String message) {
    String line =
        message
            .replace(" (in container '')", "")
            .replaceAll("\\s+", " ")
            .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?")
            .strip();
    return line.length() <= MESSAGE_CHARACTERS_MAX
        ? line
        : line.substring(0, MESSAGE_CHARACTERS_MAX) + "…";
  }
}
