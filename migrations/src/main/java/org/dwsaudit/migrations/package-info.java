/**
 * The database's tables, roles and grants. Start with {@link org.dwsaudit.migrations.Migrations};
 * the SQL stands in the resources of the same name, one change a file.
 */
@NullMarked
package org.dwsaudit.migrations;

import org.jspecify.annotations.NullMarked;
