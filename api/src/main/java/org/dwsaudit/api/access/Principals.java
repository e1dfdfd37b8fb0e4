package org.dwsaudit.api.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.function.Function;
import org.dwsaudit.schema.access.Principal;

/**
 * Decides for whom a request acts: the one place that does. Until authentication is configured the
 * server listens on loopback only and every caller is the local operator.
 */
public final class Principals {

  private final Function<ServiceRequestContext, Principal> source;

  /** Every caller is the local operator. */
  public Principals() {
    this(_ -> Principal.LOCAL_OPERATOR);
  }

  /**
   * @param source tells for whom a request acts
   */
  public Principals(Function<ServiceRequestContext, Principal> source) {
    this.source = source;
  }

  /** The principal of a request, over HTTP and gRPC alike. */
  public Principal of(ServiceRequestContext request) {
    return source.apply(request);
  }
}
