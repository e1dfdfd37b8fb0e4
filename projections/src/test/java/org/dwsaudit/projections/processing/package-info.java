/**
 * The views under load, kills and rebuilds: {@link
 * org.dwsaudit.projections.processing.ViewFixture}.
 */
package org.dwsaudit.projections.processing;
