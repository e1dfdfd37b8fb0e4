package org.dwsaudit.projections.view;

import java.util.Comparator;

/**
 * What a row is kept by. Batches write rows in this order, so that two of them never wait for each
 * other crosswise.
 */
record ViewKey(String tenant, String first, String second, String third)
    implements Comparable<ViewKey> {

  private static final Comparator<ViewKey> ORDER =
      Comparator.comparing(ViewKey::tenant)
          .thenComparing(ViewKey::first)
          .thenComparing(ViewKey::second)
          .thenComparing(ViewKey::third);

  ViewKey(String tenant, String first, String second) {
    this(tenant, first, second, "");
  }

  @Override
  public int compareTo(ViewKey other) {
    return ORDER.compare(this, other);
  }
}
