/** The command line: a verb a file. Start with {@link org.dwsaudit.app.cli.Main}. */
@NullMarked
package org.dwsaudit.app.cli;

import org.jspecify.annotations.NullMarked;
