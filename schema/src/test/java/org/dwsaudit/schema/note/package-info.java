@NullMarked
package org.dwsaudit.schema.note;

import org.jspecify.annotations.NullMarked;
