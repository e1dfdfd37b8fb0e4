/**
 * How long events are kept, what is due, and the run that removes it and leaves a receipt. Start
 * with {@link org.dwsaudit.compliance.retention.RetentionPlanner}; the reasons are in {@code
 * docs/design/retention.md}.
 */
@NullMarked
package org.dwsaudit.compliance.retention;

import org.jspecify.annotations.NullMarked;
