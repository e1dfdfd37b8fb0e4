package org.dwsaudit.api.server;

import java.net.InetSocketAddress;

/** Another program listens on the port already. */
public final class PortInUseException extends RuntimeException {

  PortInUseException(InetSocketAddress address, Throwable cause) {
    super(
        "port %d on %s is in use (expected: a free one; choose it with --port)"
            .formatted(address.getPort(), address.getAddress().getHostAddress()),
        cause);
  }
}
