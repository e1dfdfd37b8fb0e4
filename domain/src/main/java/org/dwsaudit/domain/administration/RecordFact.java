package org.dwsaudit.domain.administration;

import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.event.TenantId;

/** Record this fact about the store in the tenant's system stream. */
public record RecordFact(TenantId tenant, AdministrativeFact fact) {}
