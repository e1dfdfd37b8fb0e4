package org.dwsaudit.compliance.retention;

import org.dwsaudit.schema.administration.RetentionPolicy.Category;

/** Which row of section 7.1 an event type falls under, as the taxonomy says. */
@FunctionalInterface
public interface TypeCategories {

  /**
   * {@code MANDATORY} or {@code OPTIONAL}. A type that nobody knows any more MUST be {@code
   * MANDATORY}, which is kept longer.
   */
  Category of(String eventType);
}
