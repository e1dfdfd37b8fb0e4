/**
 * Exports, whatever way they leave by: what was ordered, and the one place that carries it out.
 * Start with {@link org.dwsaudit.api.export.ExportJob}.
 */
@NullMarked
package org.dwsaudit.api.export;

import org.jspecify.annotations.NullMarked;
