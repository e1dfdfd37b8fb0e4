/** Tests. */
@NullMarked
package org.dwsaudit.compliance.classification;

import org.jspecify.annotations.NullMarked;
