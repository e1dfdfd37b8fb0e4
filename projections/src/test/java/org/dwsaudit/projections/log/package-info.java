/** A log filled by hand for the tests: {@link org.dwsaudit.projections.log.LogFixture}. */
package org.dwsaudit.projections.log;
