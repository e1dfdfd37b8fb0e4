package org.dwsaudit.schema.administration;

import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * Events that one policy treats alike, and what becomes of them.
 *
 * @param category the policy's category, as its label
 * @param period how long the policy keeps them
 * @param reason why, for a person to read
 * @param events how many there are
 * @param expired how many of them are due
 * @param held how many of those due a legal hold keeps
 * @param earliest the earliest timestamp among those due
 * @param latest the latest timestamp among those due
 */
public record RetentionGroup(
    String category,
    Period period,
    String reason,
    long events,
    long expired,
    long held,
    @Nullable Instant earliest,
    @Nullable Instant latest) {}
