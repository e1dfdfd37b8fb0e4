package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dwsaudit.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The endpoints of one path: picks by method, reads the request whole, has it answered. */
final class PathService implements HttpService {

  private final Map<HttpMethod, Endpoint> endpoints = new EnumMap<>(HttpMethod.class);
  private final EndpointRunner runner;
  private final String allow;

  PathService(List<Endpoint> ofPath, EndpointRunner runner) {
    ofPath.forEach(endpoint -> endpoints.put(endpoint.method(), endpoint));
    this.runner = runner;
    TreeSet<HttpMethod> methods = new TreeSet<>(endpoints.keySet());
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    this.allow = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Endpoint endpoint = endpoint(request.method());
    if (endpoint == null) {
      return Problem.of(
              ErrorCode.METHOD_NOT_ALLOWED,
              "method: %s (expected: %s)".formatted(request.method(), allow))
          .withHeader(HttpHeaderNames.ALLOW.toString(), allow)
          .response();
    }
    return runner.run(endpoint, context, request);
  }

  private @Nullable Endpoint endpoint(HttpMethod method) {
    // the server itself leaves the body of an answer to HEAD out
    return endpoints.get(method == HttpMethod.HEAD ? HttpMethod.GET : method);
  }
}
