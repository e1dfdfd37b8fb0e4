/**
 * One YAML file, typed, every key with its default. Start with {@link
 * org.dwsaudit.app.config.ConfigKeys}, the one table of them.
 */
@NullMarked
package org.dwsaudit.app.config;

import org.jspecify.annotations.NullMarked;
