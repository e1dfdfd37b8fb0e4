/**
 * The one place that decides what a reader or the recipient of an export gets to see of an event.
 * Start with {@link org.dwsaudit.compliance.redaction.Redactor}.
 *
 * <p>What is withheld is a value inside {@code payload} and {@code context}. The envelope stays at
 * every clearance: ids, type, times, session, workflow, phase, worker, correlation, base version,
 * sequence number and position. Without it a recipient could neither see that an event is there nor
 * order it nor check that none is missing, which is what an audit is for; and its values are names
 * that operators give, not data that work produces. Producers MUST NOT put data into ids.
 */
@NullMarked
package org.dwsaudit.compliance.redaction;

import org.jspecify.annotations.NullMarked;
