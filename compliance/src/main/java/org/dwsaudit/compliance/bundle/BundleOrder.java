package org.dwsaudit.compliance.bundle;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.query.EventFilter;

/**
 * What somebody wants exported.
 *
 * @param since the size of an earlier checkpoint that the bundle is to prove itself consistent with
 */
public record BundleOrder(
    UUID exportId,
    EventFilter filter,
    Classification clearance,
    Optional<String> reason,
    OptionalLong since) {}
