/** Tests. */
@NullMarked
package org.dwsaudit.compliance.retention;

import org.jspecify.annotations.NullMarked;
