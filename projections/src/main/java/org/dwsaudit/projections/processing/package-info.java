/**
 * Keeps the views: Axon's pooled streaming processors, one for each generation of a view, with the
 * token in the transaction that writes the rows. Start with {@link
 * org.dwsaudit.projections.processing.Projections}.
 */
@NullMarked
package org.dwsaudit.projections.processing;

import org.jspecify.annotations.NullMarked;
