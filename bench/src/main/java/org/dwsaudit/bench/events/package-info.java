/**
 * Events as workers would say them, made up from a seed. Start with {@link
 * org.dwsaudit.bench.events.EventSource}.
 */
@NullMarked
package org.dwsaudit.bench.events;

import org.jspecify.annotations.NullMarked;
