/**
 * A client of the server that measures it. Start with {@link
 * org.dwsaudit.bench.client.AuditClient}.
 */
@NullMarked
package org.dwsaudit.bench.client;

import org.jspecify.annotations.NullMarked;
