package org.dwsaudit.domain.session;

import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.SessionId;

/**
 * The event is stored: committed and flushed.
 *
 * @param index the event's place in the request
 * @param duplicate it was stored before, with the same content, under this number
 */
public record Acknowledgement(
    int index, EventId eventId, SessionId sessionId, long sequenceNumber, boolean duplicate) {}
