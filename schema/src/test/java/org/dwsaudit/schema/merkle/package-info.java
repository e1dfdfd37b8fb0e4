@NullMarked
package org.dwsaudit.schema.merkle;

import org.jspecify.annotations.NullMarked;
