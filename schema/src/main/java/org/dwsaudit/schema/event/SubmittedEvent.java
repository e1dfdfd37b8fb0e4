package org.dwsaudit.schema.event;

import java.util.OptionalLong;

/**
 * An event on its way in.
 *
 * @param index its place in the request, from 0, as errors name it
 * @param expectedSequence the sequence number that the producer expects, if it sent one
 */
public record SubmittedEvent(int index, AuditEvent event, OptionalLong expectedSequence) {}
