/**
 * How an error leaves: one table from code to HTTP and gRPC status. Start with {@link
 * org.dwsaudit.api.error.ErrorStatus}.
 */
@NullMarked
package org.dwsaudit.api.error;

import org.jspecify.annotations.NullMarked;
