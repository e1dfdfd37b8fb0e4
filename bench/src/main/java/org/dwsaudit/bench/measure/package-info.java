/**
 * The measures, one class each, and how a figure is come by. Start with {@link
 * org.dwsaudit.bench.measure.Measure}.
 */
@NullMarked
package org.dwsaudit.bench.measure;

import org.jspecify.annotations.NullMarked;
