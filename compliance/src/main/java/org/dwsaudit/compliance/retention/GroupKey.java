package org.dwsaudit.compliance.retention;

import java.time.Period;
import java.util.Locale;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.jspecify.annotations.Nullable;

/**
 * What policies that treat events alike have in common. Its text, as {@code compliance:eu-ai-act
 * P6M}, stands in {@code expired_range} and {@code expired_partition} as their category: under
 * which policy an event went.
 */
record GroupKey(Category category, @Nullable String framework, Period period) {

  static GroupKey of(RetentionPolicy policy) {
    return new GroupKey(policy.category(), policy.framework(), policy.period());
  }

  static GroupKey parse(String text) {
    String[] parts = text.split("[: ]", -1);
    return new GroupKey(
        Category.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        parts.length == 3 ? parts[1] : null,
        Period.parse(parts[parts.length - 1]));
  }

  String text() {
    return category.label() + (framework == null ? "" : ":" + framework) + " " + period;
  }
}
