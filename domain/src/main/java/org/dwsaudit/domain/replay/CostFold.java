package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dwsaudit.domain.replay.Costs.Spent;
import org.jspecify.annotations.Nullable;

/** Costs and tokens, by the type of the events that said them, and the thresholds reached. */
final class CostFold implements Fold {

  private static final String COST = "cost_usd";
  private static final String INPUT = "tokens_input";
  private static final String OUTPUT = "tokens_output";

  private final Map<String, Spent> byType = new HashMap<>();
  private final Ledger thresholds;

  CostFold(Bounds bounds) {
    thresholds = new Ledger("cost_thresholds", "cost_threshold", bounds);
  }

  Costs costs() {
    return new Costs(byType);
  }

  @Override
  public void fold(Told event) {
    switch (event.type()) {
      case "workflow.cost_threshold_reached" ->
          // its cost is what was spent until now, not one more part of it
          thresholds
              .next(event)
              .at("reached_at")
              .keep("threshold_usd", COST, "budget_usd", "phase", "fallback");
      default -> add(event);
    }
  }

  private void add(Told event) {
    boolean figures = Stream.of(COST, INPUT, OUTPUT).anyMatch(name -> event.value(name) != null);
    if (!figures) {
      return;
    }
    Spent spent = byType.getOrDefault(event.type(), Spent.NOTHING);
    long withheld = Stream.of(COST, INPUT, OUTPUT).filter(event::isWithheld).count();
    byType.put(
        event.type(),
        new Spent(
            spent.events() + 1,
            sum(spent.costUsd(), event.value(COST)),
            sum(spent.tokensInput(), event.value(INPUT)),
            sum(spent.tokensOutput(), event.value(OUTPUT)),
            spent.withheld() + withheld));
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal before, @Nullable JsonNode figure) {
    if (figure == null || !figure.isNumber()) {
      return before;
    }
    return before == null ? figure.decimalValue() : before.add(figure.decimalValue());
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(thresholds);
  }
}
