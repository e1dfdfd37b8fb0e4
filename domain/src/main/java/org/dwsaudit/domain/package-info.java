/**
 * The event-sourced core on Axon Framework: what may be recorded, under which number. Start with
 * {@link org.dwsaudit.domain.AuditDomain}, which wires it.
 */
@NullMarked
package org.dwsaudit.domain;

import org.jspecify.annotations.NullMarked;
