package org.dwsaudit.compliance.retention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.query.TypePattern;
import org.dwsaudit.schema.taxonomy.Requirement;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/**
 * Policies worked out for event types, as JSON for SQL: an array of {@code {event_type,
 * workflow_id, group_no, periods, floors}}. Of each type there is one without {@code workflow_id},
 * and one for each workflow that a policy over the type names, which its events go by instead.
 *
 * <p>An event is due when the last of these ends: each of the periods from when it happened, each
 * of the floors from when it was recorded. Which of two calendar periods ends last can depend on
 * when they begin, so all are kept. The one without workflow has in {@code periods_most} and {@code
 * floors_most} those of all workflows together, and says as {@code by_workflow} whether there are
 * others.
 */
final class TypeRules {

  private final List<RetentionPolicy> policies;
  private final List<GroupKey> groups;
  private final ArrayNode rules = JsonNodeFactory.instance.arrayNode();

  private TypeRules(List<RetentionPolicy> policies, List<GroupKey> groups) {
    this.policies = policies;
    this.groups = groups;
  }

  static String json(
      List<RetentionPolicy> policies,
      List<GroupKey> groups,
      Taxonomy taxonomy,
      List<String> eventTypes) {
    TypeRules rules = new TypeRules(policies, groups);
    eventTypes.forEach(type -> rules.add(type, category(taxonomy.requirementOf(type))));
    return rules.rules.toString();
  }

  private static Category category(Requirement requirement) {
    return switch (requirement) {
      case MANDATORY -> Category.MANDATORY;
      case OPTIONAL -> Category.OPTIONAL;
    };
  }

  private void add(String eventType, Category category) {
    List<RetentionPolicy> applicable =
        policies.stream().filter(policy -> applies(policy, eventType, category)).toList();
    List<String> workflows =
        applicable.stream().flatMap(policy -> policy.workflows().stream()).distinct().toList();
    ObjectNode ofOthers =
        rule(eventType, applicable.stream().filter(p -> p.workflows().isEmpty()).toList());
    put(ofOthers, "periods_most", applicable, TypeRules::period);
    put(ofOthers, "floors_most", applicable, TypeRules::floor);
    ofOthers.put("by_workflow", !workflows.isEmpty());
    for (String workflow : workflows) {
      rule(eventType, applicable.stream().filter(p -> covers(p, workflow)).toList())
          .put("workflow_id", workflow);
    }
  }

  private static boolean applies(RetentionPolicy policy, String eventType, Category category) {
    return switch (policy.category()) {
      case MANDATORY, OPTIONAL -> policy.category() == category;
      case COMPLIANCE ->
          policy.eventTypes().stream().anyMatch(p -> TypePattern.matches(p, eventType));
    };
  }

  private static boolean covers(RetentionPolicy policy, String workflow) {
    return policy.workflows().isEmpty() || policy.workflows().contains(workflow);
  }

  private ObjectNode rule(String eventType, List<RetentionPolicy> applicable) {
    ObjectNode rule = rules.addObject().put("event_type", eventType);
    rule.put("group_no", groups.indexOf(GroupKey.of(longest(applicable))));
    put(rule, "periods", applicable, TypeRules::period);
    put(rule, "floors", applicable, TypeRules::floor);
    return rule;
  }

  private static RetentionPolicy longest(List<RetentionPolicy> applicable) {
    RetentionPolicy longest = applicable.getFirst();
    for (RetentionPolicy policy : applicable) {
      if (Periods.BY_LENGTH.compare(policy.period(), longest.period()) > 0) {
        longest = policy;
      }
    }
    return longest;
  }

  private static void put(
      ObjectNode rule,
      String name,
      Collection<RetentionPolicy> policies,
      Function<RetentionPolicy, Stream<Period>> periods) {
    ArrayNode array = rule.putArray(name);
    policies.stream().flatMap(periods).map(Period::toString).distinct().forEach(array::add);
  }

  private static Stream<Period> period(RetentionPolicy policy) {
    return Stream.of(policy.period());
  }

  private static Stream<Period> floor(RetentionPolicy policy) {
    return RetentionFloors.floor(policy.category(), policy.framework()).stream()
        .map(RetentionFloors.Floor::period);
  }
}
