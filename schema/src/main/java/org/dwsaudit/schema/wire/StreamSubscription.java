package org.dwsaudit.schema.wire;

import java.util.Optional;
import org.dwsaudit.schema.query.EventFilter;

/**
 * A subscription as a caller asks for it.
 *
 * @param from {@code start}, if it is anything
 * @param after a position, as it was handed out
 */
public record StreamSubscription(
    EventFilter filter, Optional<String> from, Optional<String> after) {}
