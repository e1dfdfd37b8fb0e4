/**
 * How fast the store is, beside peers on the same machine in the same run. Start with {@link
 * org.dwsaudit.bench.Bench}.
 */
@NullMarked
package org.dwsaudit.bench;

import org.jspecify.annotations.NullMarked;
