package org.dwsaudit.store.postgres;

import java.time.Duration;

/**
 * How the engine is doing, at one moment; counters count since it was started.
 *
 * @param waitingAppends in the queue
 * @param waitingBytes about what they take in memory
 * @param groupAge how long the group that is being written has been under way, waiting for the
 *     log's lock included; zero while there is none
 * @param longestGroup that a group has taken
 * @param groups written
 * @param groupsAhead of these copied in before their turn, beside the group before them
 * @param appends stored
 * @param conflicts appends refused because others had written before
 * @param overloads appends refused because too much was waiting
 * @param failures appends that failed because the database did
 * @param listening whether other servers' commits are heard of at once
 */
public record EngineStats(
    int waitingAppends,
    long waitingBytes,
    Duration groupAge,
    Duration longestGroup,
    long groups,
    long groupsAhead,
    long appends,
    long conflicts,
    long overloads,
    long failures,
    boolean listening) {}
