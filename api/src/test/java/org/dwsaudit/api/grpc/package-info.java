/** Tests of the gRPC API, over a server of its own with events in memory. */
@NullMarked
package org.dwsaudit.api.grpc;

import org.jspecify.annotations.NullMarked;
