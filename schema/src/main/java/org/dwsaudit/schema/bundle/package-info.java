/**
 * The bundle: an export that a stranger can check with nothing but a public key. What it is made of
 * and how it is checked is specified in {@code docs/design/integrity.md}. Start with {@link
 * org.dwsaudit.schema.bundle.BundleVerifier}; {@link org.dwsaudit.schema.bundle.BundleWriter} is
 * how one is written down.
 */
@NullMarked
package org.dwsaudit.schema.bundle;

import org.jspecify.annotations.NullMarked;
