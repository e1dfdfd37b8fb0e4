/**
 * Axon's {@code EventStorageEngine} on PostgreSQL: the only place that knows that interface's other
 * side. Start with {@link org.dwsaudit.store.postgres.PostgresEventStorageEngine}; writing goes
 * through {@code LogWriter}, reading through {@code LogReader}.
 */
@NullMarked
package org.dwsaudit.store.postgres;

import org.jspecify.annotations.NullMarked;
