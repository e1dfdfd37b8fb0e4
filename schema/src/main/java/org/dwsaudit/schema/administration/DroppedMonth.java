package org.dwsaudit.schema.administration;

import java.time.YearMonth;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.taxonomy.Requirement;

/**
 * A month's partition that a retention run dropped.
 *
 * @param requirement whether its events were mandatory or optional
 * @param month of their recording
 * @param first the position of the first event that it ever had
 * @param last that of the last
 * @param events how many were still there
 */
public record DroppedMonth(
    Requirement requirement, YearMonth month, Position first, Position last, long events) {}
