/**
 * Puts the parts together: the one wiring for the server, the demo and the tests. Start with {@link
 * org.dwsaudit.app.server.AuditServer}.
 */
@NullMarked
package org.dwsaudit.app.server;

import org.jspecify.annotations.NullMarked;
