/**
 * Sends deliveries of subscriptions over HTTP, to addresses that were checked. Start with {@link
 * org.dwsaudit.api.webhook.HttpTransport}.
 */
@NullMarked
package org.dwsaudit.api.webhook;

import org.jspecify.annotations.NullMarked;
