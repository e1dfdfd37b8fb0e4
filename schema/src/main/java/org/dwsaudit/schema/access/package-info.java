/** Who asks: {@link org.dwsaudit.schema.access.Principal} is the argument of every decision. */
@NullMarked
package org.dwsaudit.schema.access;

import org.jspecify.annotations.NullMarked;
