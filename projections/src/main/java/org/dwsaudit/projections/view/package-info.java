/**
 * The views: tables that answer at once what the log would have to be counted for. Each says how a
 * batch of events changes its rows, and how they are read. Start with {@link
 * org.dwsaudit.projections.view.View} and {@link org.dwsaudit.projections.view.ViewQueries}.
 */
@NullMarked
package org.dwsaudit.projections.view;

import org.jspecify.annotations.NullMarked;
