/**
 * What was proved of a bundle, for people: as lines, as CSV and as a PDF to file. Start with {@link
 * org.dwsaudit.app.report.ReportText}.
 */
@NullMarked
package org.dwsaudit.app.report;

import org.jspecify.annotations.NullMarked;
