/**
 * The store's own facts as compliance needs them: told through {@link
 * org.dwsaudit.compliance.facts.FactLog}, read back from the system stream with {@link
 * org.dwsaudit.compliance.facts.FactHistory}. Start with {@code FactLog}.
 */
@NullMarked
package org.dwsaudit.compliance.facts;

import org.jspecify.annotations.NullMarked;
