/**
 * How commands reach their handlers. Start with {@link
 * org.dwsaudit.domain.dispatch.CommandDispatch}.
 */
@NullMarked
package org.dwsaudit.domain.dispatch;

import org.jspecify.annotations.NullMarked;
