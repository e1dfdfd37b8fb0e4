/** Results, for people and for scripts. Start with {@link org.dwsaudit.bench.report.Result}. */
@NullMarked
package org.dwsaudit.bench.report;

import org.jspecify.annotations.NullMarked;
