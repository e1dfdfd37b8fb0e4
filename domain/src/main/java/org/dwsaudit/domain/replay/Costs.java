package org.dwsaudit.domain.replay;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What events said that something cost, summed for each type of event on its own. There is no sum
 * over the types: a task's cost contains its tool calls', a workflow's contains its tasks'.
 *
 * @param byType types without any figure are left out
 */
public record Costs(Map<String, Spent> byType) {

  public Costs {
    byType = Collections.unmodifiableMap(new TreeMap<>(byType));
  }

  /**
   * @param events how many events had a figure, or one that is withheld
   * @param costUsd exact; null where no event said a cost
   * @param withheld how many figures the reader may not see, which are in no sum
   */
  public record Spent(
      long events,
      @Nullable BigDecimal costUsd,
      @Nullable BigDecimal tokensInput,
      @Nullable BigDecimal tokensOutput,
      long withheld) {

    static final Spent NOTHING = new Spent(0, null, null, null, 0);
  }
}
