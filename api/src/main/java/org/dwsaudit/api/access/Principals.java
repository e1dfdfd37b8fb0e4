package org.dwsaudit.api.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import org.dwsaudit.schema.access.Principal;

/**
 * Decides for whom a request acts: the one place that does. Until authentication is configured the
 * server listens on loopback only and every caller is the local operator.
 */
public final class Principals {

  /** The principal of a request, over HTTP and gRPC alike. */
  public Principal of(ServiceRequestContext request) {
    return Principal.LOCAL_OPERATOR;
  }
}
