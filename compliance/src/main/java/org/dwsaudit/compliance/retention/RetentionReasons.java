package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a group is as it is, in words. */
final class RetentionReasons {

  /** Of those that a reason names. */
  private static final int WORKFLOWS_MAX = 5;

  private RetentionReasons() {}

  /**
   * For a plan: what is due, and when the next will be.
   *
   * @param workflows whose events the group has; none for all
   */
  static String planned(
      GroupKey group,
      List<String> workflows,
      long due,
      long held,
      Instant asOf,
      @Nullable Instant next) {
    StringBuilder reason = new StringBuilder(kept(group, of(workflows)));
    reason.append(
        due == 0
            ? "; none were due on or before " + asOf
            : "; %s due on or before %s".formatted(were(due), asOf));
    if (held > 0) {
      reason.append(", of which legal holds keep ").append(count(held));
    }
    if (next != null) {
      reason.append("; the earliest not yet due is due ").append(next);
    }
    return reason.toString();
  }

  /** For a receipt: what went, and what holds kept. */
  static String done(GroupKey group, long expired, long held, Instant asOf) {
    String reason =
        kept(group, "")
            + "; "
            + count(expired)
            + " that were due on or before "
            + asOf
            + " expired";
    return held == 0 ? reason : reason + "; legal holds kept " + count(held);
  }

  private static String of(List<String> workflows) {
    if (workflows.isEmpty()) {
      return "";
    }
    String named =
        String.join(", ", workflows.subList(0, Math.min(WORKFLOWS_MAX, workflows.size())));
    return workflows.size() > WORKFLOWS_MAX
        ? " of workflows %s and %d more".formatted(named, workflows.size() - WORKFLOWS_MAX)
        : (workflows.size() == 1 ? " of workflow " : " of workflows ") + named;
  }

  private static String kept(GroupKey group, String ofWorkflows) {
    String whose =
        group.framework() == null
            ? group.category().label() + " events"
            : group.category().label() + " events (" + group.framework() + ")";
    return "%s%s are kept %s (%s)"
        .formatted(whose, ofWorkflows, Periods.words(group.period()), group.period());
  }

  private static String were(long number) {
    return count(number) + (number == 1 ? " was" : " were");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
