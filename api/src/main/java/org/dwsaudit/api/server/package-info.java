/**
 * The server: one port for HTTP/1.1, HTTP/2 and gRPC, and what guards it. Start with {@link
 * org.dwsaudit.api.server.ApiServer}.
 */
@NullMarked
package org.dwsaudit.api.server;

import org.jspecify.annotations.NullMarked;
