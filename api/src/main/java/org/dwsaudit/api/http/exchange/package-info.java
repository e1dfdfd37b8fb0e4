/**
 * What every route shares: how a request is read and how an answer or a problem is written. Start
 * with {@link org.dwsaudit.api.http.exchange.Endpoint} and {@link
 * org.dwsaudit.api.http.exchange.ApiRequest}.
 */
@NullMarked
package org.dwsaudit.api.http.exchange;

import org.jspecify.annotations.NullMarked;
