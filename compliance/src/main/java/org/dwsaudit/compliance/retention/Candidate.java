package org.dwsaudit.compliance.retention;

import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.integrity.LeafHash;
import org.jspecify.annotations.Nullable;

/**
 * An event that is due.
 *
 * @param envelope the event without its content
 * @param leaf what the session's next event is chained to
 */
record Candidate(
    long position,
    long sequenceNumber,
    int groupNo,
    AuditEvent envelope,
    @Nullable LeafHash leaf) {}
