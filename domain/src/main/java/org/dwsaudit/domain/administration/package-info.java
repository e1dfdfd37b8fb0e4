/**
 * Recording the store's own facts (holds, policies, runs, exports) in its system stream. Start with
 * {@link org.dwsaudit.domain.administration.FactRecorder}.
 */
@NullMarked
package org.dwsaudit.domain.administration;

import org.jspecify.annotations.NullMarked;
