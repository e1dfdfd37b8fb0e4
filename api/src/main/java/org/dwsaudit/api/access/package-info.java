/**
 * Who asks. Start with {@link org.dwsaudit.api.access.Principals}, the one place that decides it.
 */
@NullMarked
package org.dwsaudit.api.access;

import org.jspecify.annotations.NullMarked;
