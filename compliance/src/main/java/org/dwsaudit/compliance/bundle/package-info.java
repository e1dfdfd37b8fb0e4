/**
 * Exports that a stranger can check: takes the log apart into what a bundle says of it. Start with
 * {@link org.dwsaudit.compliance.bundle.Bundles}; the format and its verification are in {@code
 * schema.bundle}.
 */
@NullMarked
package org.dwsaudit.compliance.bundle;

import org.jspecify.annotations.NullMarked;
