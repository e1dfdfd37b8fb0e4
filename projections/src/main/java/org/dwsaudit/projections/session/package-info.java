/**
 * Sessions as a list to look through: status, who took part, how much there is. Start with {@link
 * org.dwsaudit.projections.session.SessionQueries}.
 */
@NullMarked
package org.dwsaudit.projections.session;

import org.jspecify.annotations.NullMarked;
