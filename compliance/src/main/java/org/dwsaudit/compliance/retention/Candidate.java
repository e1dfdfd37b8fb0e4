package org.dwsaudit.compliance.retention;

import org.dwsaudit.schema.event.AuditEvent;

/**
 * An event that is due.
 *
 * @param envelope the event without its content
 */
record Candidate(long position, long sequenceNumber, int groupNo, AuditEvent envelope) {}
