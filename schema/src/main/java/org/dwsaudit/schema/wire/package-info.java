/** The event as JSON on the way out. Start with {@link org.dwsaudit.schema.wire.EventJson}. */
@NullMarked
package org.dwsaudit.schema.wire;

import org.jspecify.annotations.NullMarked;
