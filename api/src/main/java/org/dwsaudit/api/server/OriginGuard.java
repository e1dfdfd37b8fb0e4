package org.dwsaudit.api.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;
import java.util.Locale;
import org.dwsaudit.api.http.exchange.Problem;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a web page of somewhere else makes a browser on this machine send. A server that
 * asks nobody who they are trusts whoever reaches it, and a browser reaches it for any page: by its
 * address, or by a name that the page's owner lets point here (DNS rebinding). So the host that a
 * request names must be this machine's own, and a browser must not say that another site asked.
 */
final class OriginGuard implements DecoratingHttpServiceFunction {

  private final InetAddress bound;

  /**
   * @param bound the address that the server listens on
   */
  OriginGuard(InetAddress bound) {
    this.bound = bound;
  }

  @Override
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    String refusal = refusal(request.headers());
    return refusal == null
        ? delegate.serve(context, request)
        : Problem.of(ErrorCode.ORIGIN_REFUSED, refusal).response();
  }

  /** Why the request is refused; null where it is not. */
  @Nullable String refusal(RequestHeaders headers) {
    String authority = headers.authority();
    if (authority == null || !isOurs(host(authority))) {
      return "host: %s (expected: localhost or the address that the server listens on)"
          .formatted(authority == null ? "none" : Excerpt.of(authority));
    }
    String origin = headers.get("origin");
    if (origin != null && !origin.equalsIgnoreCase("http://" + authority)) {
      return "origin: %s (expected: none, or this server's own)".formatted(Excerpt.of(origin));
    }
    String site = headers.get("sec-fetch-site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return "sec-fetch-site: %s (expected: same-origin or none)".formatted(Excerpt.of(site));
    }
    return null;
  }

  private static String host(String authority) {
    if (authority.startsWith("[")) {
      int end = authority.indexOf(']');
      return end < 0 ? authority : authority.substring(1, end);
    }
    int colon = authority.lastIndexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  private boolean isOurs(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    try {
      InetAddress named = InetAddress.ofLiteral(host);
      return named.isLoopbackAddress() || named.equals(bound);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
