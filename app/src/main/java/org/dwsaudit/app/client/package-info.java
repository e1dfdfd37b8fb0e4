/** How the verbs talk to a server. Start with {@link org.dwsaudit.app.client.ServerClient}. */
@NullMarked
package org.dwsaudit.app.client;

import org.jspecify.annotations.NullMarked;
