package org.dwsaudit.compliance.retention;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.query.TypePattern;

/** Checks a set of policies as a whole and names everything that is wrong with it. */
final class PolicyCheck {

  private static final int POLICIES_MAX = 100;
  private static final int PATTERNS_MAX = 200;

  /** In all policies together: each event type has a rule for each. */
  private static final int WORKFLOWS_MAX = 100;

  private static final int WORKFLOW_CHARACTERS_MAX = 256;
  private static final int PATTERN_CHARACTERS_MAX = 256;

  private final List<String> wrong = new ArrayList<>();
  private final List<String> tooShort = new ArrayList<>();

  private PolicyCheck() {}

  /**
   * @throws AuditException {@code RETENTION_BELOW_MINIMUM} when the only fault is a period under
   *     its floor, else {@code INVALID_ARGUMENT}
   */
  static void require(List<RetentionPolicy> policies) {
    if (policies.size() > POLICIES_MAX) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "policies: %d (expected: at most %d)".formatted(policies.size(), POLICIES_MAX));
    }
    PolicyCheck check = new PolicyCheck();
    check.one(policies, Category.MANDATORY);
    check.one(policies, Category.OPTIONAL);
    for (int i = 0; i < policies.size(); i++) {
      check.policy("policies/" + i, policies.get(i));
    }
    check.workflows(policies);
    check.report();
  }

  private void one(List<RetentionPolicy> policies, Category category) {
    long found = policies.stream().filter(policy -> policy.category() == category).count();
    if (found != 1) {
      wrong.add("policies: %d for %s events (expected: 1)".formatted(found, category.label()));
    }
  }

  private void policy(String where, RetentionPolicy policy) {
    period(where, policy);
    switch (policy.category()) {
      case MANDATORY, OPTIONAL -> bare(where, policy);
      case COMPLIANCE -> compliance(where, policy);
    }
  }

  private void period(String where, RetentionPolicy policy) {
    Period period = policy.period();
    if (!Periods.isSensible(period)) {
      wrong.add(
          "%s/period: %s (expected: a positive period of at most %s)"
              .formatted(where, period, Periods.words(Periods.LONGEST)));
      return;
    }
    RetentionFloors.floor(policy.category(), policy.framework())
        .filter(floor -> !Periods.isNeverShorter(period, floor.period()))
        .ifPresent(
            floor ->
                tooShort.add(
                    "%s/period: %s for %s events (expected: %s or more: %s)"
                        .formatted(
                            where,
                            period,
                            policy.category().label(),
                            floor.period(),
                            floor.source())));
  }

  private void bare(String where, RetentionPolicy policy) {
    if (!policy.eventTypes().isEmpty()
        || policy.framework() != null
        || !policy.workflows().isEmpty()) {
      wrong.add(
          "%s: event types, workflows or a framework for %s events (expected: none; the taxonomy says which"
                  .formatted(where, policy.category().label())
              + " events these are)");
    }
  }

  private void compliance(String where, RetentionPolicy policy) {
    String framework = policy.framework();
    if (framework != null && RetentionFloors.framework(framework).isEmpty()) {
      wrong.add(
          "%s/framework: %s (expected: none, or one of %s)"
              .formatted(
                  where,
                  framework,
                  String.join(
                      ", ", RetentionFloors.frameworks().stream().map(Framework::name).toList())));
    }
    int patterns = policy.eventTypes().size();
    if (patterns == 0 || patterns > PATTERNS_MAX) {
      wrong.add(
          "%s/event_types: %d patterns (expected: 1..%d)".formatted(where, patterns, PATTERNS_MAX));
    }
    policy.eventTypes().stream()
        .filter(pattern -> !isPattern(pattern))
        .forEach(
            pattern ->
                wrong.add(
                    "%s/event_types: %s (expected: a type of events that expire, or one * at the"
                            .formatted(where, pattern)
                        + " start or the end)"));
  }

  private void workflows(List<RetentionPolicy> policies) {
    List<String> named =
        policies.stream().flatMap(policy -> policy.workflows().stream()).distinct().toList();
    if (named.size() > WORKFLOWS_MAX) {
      wrong.add(
          "workflows: %d in all policies (expected: at most %d)"
              .formatted(named.size(), WORKFLOWS_MAX));
    }
    named.stream()
        .filter(workflow -> workflow.isBlank() || workflow.length() > WORKFLOW_CHARACTERS_MAX)
        .forEach(
            workflow ->
                wrong.add(
                    "workflows: %s (expected: 1..%d characters)"
                        .formatted(Excerpt.of(workflow), WORKFLOW_CHARACTERS_MAX)));
  }

  private static boolean isPattern(String pattern) {
    return pattern.length() <= PATTERN_CHARACTERS_MAX
        && TypePattern.isValid(pattern)
        && !pattern.startsWith("audit.");
  }

  private void report() {
    if (wrong.isEmpty() && tooShort.isEmpty()) {
      return;
    }
    List<String> all = new ArrayList<>(wrong);
    all.addAll(tooShort);
    throw new AuditException(
        wrong.isEmpty() ? ErrorCode.RETENTION_BELOW_MINIMUM : ErrorCode.INVALID_ARGUMENT,
        String.join("; ", all));
  }
}
