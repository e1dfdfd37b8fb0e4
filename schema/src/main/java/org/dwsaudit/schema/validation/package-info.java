/**
 * Every rule that an event must keep, on every way in. Start with {@link
 * org.dwsaudit.schema.validation.EventReader}.
 */
@NullMarked
package org.dwsaudit.schema.validation;

import org.jspecify.annotations.NullMarked;
