package org.dwsaudit.projections.live;

import java.time.Duration;

/**
 * How live streams are doing, at one moment; counters count since the start.
 *
 * @param subscribers at the moment
 * @param filters that they have, equal ones counted once
 * @param recentEvents in memory
 * @param recentBytes about what these take
 * @param silence since the log was last looked at with success; zero while nobody subscribes
 * @param delivered events handed to subscribers
 * @param stalled streams ended because their subscriber took nothing
 * @param refused subscribers, for there were as many as there may be
 */
public record LiveStats(
    int subscribers,
    int filters,
    int recentEvents,
    long recentBytes,
    Duration silence,
    long delivered,
    long stalled,
    long refused) {}
