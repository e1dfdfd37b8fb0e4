/** What the tests of all packages share. */
@NullMarked
package org.dwsaudit.compliance;

import org.jspecify.annotations.NullMarked;
