/**
 * Bundles end to end: exported by the application's own server, checked and tampered with. Start
 * with {@link org.dwsaudit.app.bundle.BundleIT}.
 */
@NullMarked
package org.dwsaudit.app.bundle;

import org.jspecify.annotations.NullMarked;
