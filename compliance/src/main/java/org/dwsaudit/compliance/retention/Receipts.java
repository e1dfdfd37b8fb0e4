package org.dwsaudit.compliance.retention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dwsaudit.schema.administration.ExpiryProof;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.jspecify.annotations.Nullable;

/** Makes the receipt of a run out of what the log says that it removed. */
final class Receipts {

  private Receipts() {}

  /**
   * @param groups in force when the run ended
   * @param totals what was removed, as recorded
   * @param before of that, what was removed before the plan was made
   */
  static RetentionReceipt of(
      UUID runId,
      RetentionPlan plan,
      List<GroupKey> groups,
      Map<GroupKey, ExpiredTotal> totals,
      Map<GroupKey, ExpiredTotal> before,
      Map<GroupKey, Long> held,
      ExpiryProof proof) {
    Map<GroupKey, Long> planned = plannedEvents(plan);
    before.forEach((key, total) -> planned.merge(key, total.events(), Long::sum));
    // policies can change under way: first those in force now, then others that events went under
    List<GroupKey> keys = new ArrayList<>(groups);
    totals.keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
    List<RetentionGroup> done =
        keys.stream()
            .map(
                key ->
                    group(key, plan, planned.get(key), totals.get(key), held.getOrDefault(key, 0L)))
            .toList();
    return new RetentionReceipt(
        runId,
        plan.asOf(),
        done.stream().mapToLong(RetentionGroup::expired).sum(),
        done.stream().mapToLong(RetentionGroup::held).sum(),
        done,
        proof);
  }

  private static RetentionGroup group(
      GroupKey key,
      RetentionPlan plan,
      @Nullable Long planned,
      @Nullable ExpiredTotal total,
      long held) {
    long expired = total == null ? 0 : total.events();
    return new RetentionGroup(
        key.category().label(),
        key.period(),
        RetentionReasons.done(key, expired, held, plan.asOf()),
        planned == null ? expired + held : planned,
        expired,
        held,
        total == null ? null : total.earliest(),
        total == null ? null : total.latest());
  }

  private static Map<GroupKey, Long> plannedEvents(RetentionPlan plan) {
    List<GroupKey> keys =
        plan.policySet().policies().stream().map(GroupKey::of).distinct().toList();
    Map<GroupKey, Long> events = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      events.put(keys.get(i), plan.groups().get(i).events());
    }
    return events;
  }
}
