/**
 * Where the events are: PostgreSQL started by us under the data folder, or somebody else's. Start
 * with {@link org.dwsaudit.app.database.Database}.
 */
@NullMarked
package org.dwsaudit.app.database;

import org.jspecify.annotations.NullMarked;
