package org.dwsaudit.schema.validation;

import org.dwsaudit.schema.taxonomy.Taxonomy;

/** Readers of the standard taxonomy. */
public final class Readers {

  private Readers() {}

  public static EventReader standard() {
    return of(Limits.DEFAULT);
  }

  public static EventReader of(Limits limits) {
    return new EventReader(Taxonomy.standard(), EventSchemas.standard(), limits);
  }
}
