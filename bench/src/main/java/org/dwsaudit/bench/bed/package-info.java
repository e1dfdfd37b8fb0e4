/**
 * What the benchmarks run on: a PostgreSQL and servers of their own. Start with {@link
 * org.dwsaudit.bench.bed.Bed}.
 */
@NullMarked
package org.dwsaudit.bench.bed;

import org.jspecify.annotations.NullMarked;
