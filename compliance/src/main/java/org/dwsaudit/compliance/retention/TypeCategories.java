package org.dwsaudit.compliance.retention;

import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.taxonomy.Taxonomy;

/** Which row of section 7.1 an event type falls under. */
@FunctionalInterface
public interface TypeCategories {

  /** {@code MANDATORY} or {@code OPTIONAL}. */
  Category of(String eventType);

  /** What the taxonomy says; a type that it does not know is mandatory, which is kept longer. */
  static TypeCategories of(Taxonomy taxonomy) {
    return type ->
        taxonomy
            .find(type)
            .map(
                known ->
                    switch (known.requirement()) {
                      case MANDATORY -> Category.MANDATORY;
                      case OPTIONAL -> Category.OPTIONAL;
                    })
            .orElse(Category.MANDATORY);
  }
}
