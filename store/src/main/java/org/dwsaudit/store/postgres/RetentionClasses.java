package org.dwsaudit.store.postgres;

import org.dwsaudit.schema.taxonomy.Taxonomy;

/** Says which class an event type is stored in. The answer for a type MUST NOT change. */
@FunctionalInterface
public interface RetentionClasses {

  /** {@code MANDATORY} or {@code OPTIONAL}. */
  RetentionClass of(String eventType);

  /** What the taxonomy says; a type that it does not know is mandatory, which is kept longer. */
  static RetentionClasses of(Taxonomy taxonomy) {
    return type ->
        taxonomy
            .find(type)
            .map(
                known ->
                    switch (known.requirement()) {
                      case MANDATORY -> RetentionClass.MANDATORY;
                      case OPTIONAL -> RetentionClass.OPTIONAL;
                    })
            .orElse(RetentionClass.MANDATORY);
  }
}
