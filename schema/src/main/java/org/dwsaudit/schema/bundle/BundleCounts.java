package org.dwsaudit.schema.bundle;

/**
 * What is in a bundle.
 *
 * @param events that it has, whole or in part
 * @param matching of these, those that the filter covers; the others show that none is missing
 *     between them
 * @param sessions that it has something of
 * @param withheldParts how many parts of events are withheld
 * @param expired how many sequence numbers are shown to have expired
 */
public record BundleCounts(
    long events, long matching, long sessions, long withheldParts, long expired) {}
