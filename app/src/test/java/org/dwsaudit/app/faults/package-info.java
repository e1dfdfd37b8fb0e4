/**
 * The whole server under {@code kill -9}, of itself and of its database, while clients append.
 * Start with {@link org.dwsaudit.app.faults.CrashIT}.
 */
@NullMarked
package org.dwsaudit.app.faults;

import org.jspecify.annotations.NullMarked;
