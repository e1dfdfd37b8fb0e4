/**
 * Events as they are committed: history first, then live, without a seam. One reader follows the
 * log for all; the newest events are kept in memory, and who waits for more is woken when there is
 * something for them. Start with {@link org.dwsaudit.projections.live.LiveEvents}; one subscriber's
 * way through history and memory is in {@code Subscriber}, what they share in {@code LiveWindow}.
 */
@NullMarked
package org.dwsaudit.projections.live;

import org.jspecify.annotations.NullMarked;
