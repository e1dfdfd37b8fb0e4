/**
 * The whole job in one go, on sessions that ship with it. Start with {@link
 * org.dwsaudit.app.demo.Demo}.
 */
@NullMarked
package org.dwsaudit.app.demo;

import org.jspecify.annotations.NullMarked;
