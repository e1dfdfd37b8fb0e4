/**
 * One table of error codes and the exception that carries one. Start with {@link
 * org.dwsaudit.schema.error.ErrorCode}.
 */
@NullMarked
package org.dwsaudit.schema.error;

import org.jspecify.annotations.NullMarked;
