package org.dwsaudit.schema.event;

/** Names the tenant that a session belongs to. */
public record TenantId(String value) {

  public static final TenantId DEFAULT = new TenantId("default");

  public TenantId {
    if (value.isEmpty() || value.length() > 256) {
      throw new IllegalArgumentException(
          "tenant: " + value.length() + " characters (expected: 1..256)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
