/** Tests. */
@NullMarked
package org.dwsaudit.compliance.redaction;

import org.jspecify.annotations.NullMarked;
