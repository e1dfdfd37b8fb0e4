/** Tests. */
@NullMarked
package org.dwsaudit.compliance.hold;

import org.jspecify.annotations.NullMarked;
