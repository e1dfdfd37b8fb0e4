package org.dwsaudit.schema.bundle;

import org.dwsaudit.schema.event.SessionId;

/**
 * What a bundle has of a session: from one number to another, none missing but those that expired.
 *
 * @param events that it has of it
 * @param withheldParts in them
 * @param head the last number that the session had in the log, as the exporter says
 */
public record ProvedSession(
    SessionId session,
    long first,
    long last,
    long events,
    long expired,
    long withheldParts,
    long head) {}
