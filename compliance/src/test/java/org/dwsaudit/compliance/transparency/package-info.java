@NullMarked
package org.dwsaudit.compliance.transparency;

import org.jspecify.annotations.NullMarked;
