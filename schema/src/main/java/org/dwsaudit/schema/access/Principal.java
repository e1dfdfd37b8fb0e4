package org.dwsaudit.schema.access;

import java.util.Set;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;

/**
 * For whom a request acts.
 *
 * @param actor who it is, as administrative events name them
 * @param clearance the highest level that they may read
 * @param grants what they were granted by name
 */
public record Principal(
    TenantId tenant, String actor, Classification clearance, Set<String> grants) {

  /** Until authentication is configured, every caller is this one (and listens on loopback). */
  public static final Principal LOCAL_OPERATOR =
      new Principal(TenantId.DEFAULT, "local-operator", Classification.CONFIDENTIAL, Set.of());

  public Principal {
    grants = Set.copyOf(grants);
  }
}
