/**
 * Events out of the log, by filter, page by page in commit order. Start with {@link
 * org.dwsaudit.projections.query.EventQueries}.
 */
@NullMarked
package org.dwsaudit.projections.query;

import org.jspecify.annotations.NullMarked;
