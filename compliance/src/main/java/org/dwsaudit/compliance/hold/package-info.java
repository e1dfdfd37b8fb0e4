/**
 * Legal holds: what must not expire, whatever its policy says, until the hold is released. Start
 * with {@link org.dwsaudit.compliance.hold.LegalHolds}.
 */
@NullMarked
package org.dwsaudit.compliance.hold;

import org.jspecify.annotations.NullMarked;
