/**
 * The store's own facts (holds, retention, exports), which are events of the log like any other.
 * Start with {@link org.dwsaudit.schema.administration.AdministrativeFact}.
 */
@NullMarked
package org.dwsaudit.schema.administration;

import org.jspecify.annotations.NullMarked;
