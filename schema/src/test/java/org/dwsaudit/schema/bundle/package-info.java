/**
 * Tests of the bundle's format. Start with {@link org.dwsaudit.schema.bundle.GoldenBundlesTest}.
 */
@NullMarked
package org.dwsaudit.schema.bundle;

import org.jspecify.annotations.NullMarked;
