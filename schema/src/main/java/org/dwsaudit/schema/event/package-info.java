/**
 * The event: as a worker says it ({@link org.dwsaudit.schema.event.AuditEvent}), as the store
 * decides it ({@link org.dwsaudit.schema.event.EventRecorded}) and as it comes back ({@link
 * org.dwsaudit.schema.event.RecordedEvent}). Start with {@code AuditEvent}.
 */
@NullMarked
package org.dwsaudit.schema.event;

import org.jspecify.annotations.NullMarked;
