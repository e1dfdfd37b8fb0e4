package org.dwsaudit.projections.live;

import java.util.function.UnaryOperator;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.query.EventFilter;

/**
 * What somebody subscribes to.
 *
 * @param disclosure makes of an event what the principal may see of it; everything that is
 *     delivered went through it
 */
public record LiveRequest(
    Principal principal,
    EventFilter filter,
    StartPoint start,
    UnaryOperator<RecordedEvent> disclosure) {}
