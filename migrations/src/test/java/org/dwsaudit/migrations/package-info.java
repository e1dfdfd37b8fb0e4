/** Real PostgreSQL for the tests of every module: {@link org.dwsaudit.migrations.TestDatabase}. */
package org.dwsaudit.migrations;
