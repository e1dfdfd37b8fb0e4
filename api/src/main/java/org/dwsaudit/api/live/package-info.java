/**
 * Live streams over HTTP: Server-Sent Events and WebSocket. Start with {@link
 * org.dwsaudit.api.live.StreamApi}; what is delivered and when is decided in {@code
 * projections.live}.
 */
@NullMarked
package org.dwsaudit.api.live;

import org.jspecify.annotations.NullMarked;
