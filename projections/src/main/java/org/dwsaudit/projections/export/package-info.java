/**
 * Events written down in a format that others read. Start with {@link
 * org.dwsaudit.projections.export.Exports}.
 */
@NullMarked
package org.dwsaudit.projections.export;

import org.jspecify.annotations.NullMarked;
