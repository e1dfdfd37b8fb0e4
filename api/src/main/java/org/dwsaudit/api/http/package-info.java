/**
 * The routes: one class for each thing that they are about, listed in {@link
 * org.dwsaudit.api.http.Routes}, where to start. How requests are read and answers written is in
 * {@code exchange}.
 */
@NullMarked
package org.dwsaudit.api.http;

import org.jspecify.annotations.NullMarked;
