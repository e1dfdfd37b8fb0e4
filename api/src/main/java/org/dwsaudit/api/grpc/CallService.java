package org.dwsaudit.api.grpc;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SerializationFormat;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The service without the bounds that a server sets for requests over HTTP: here each message has a
 * bound, a stream of messages has none, and the time is the caller's to limit.
 */
final class CallService extends SimpleDecoratingHttpService implements GrpcService {

  private static final ServiceOptions UNBOUNDED =
      ServiceOptions.builder().maxRequestLength(0).requestTimeoutMillis(0).build();

  private final GrpcService calls;

  CallService(GrpcService calls) {
    super(calls);
    this.calls = calls;
  }

  @Override
  public ServiceOptions options() {
    return UNBOUNDED;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    return calls.serve(context, request);
  }

  @Override
  public boolean isFramed() {
    return calls.isFramed();
  }

  @Override
  public List<ServerServiceDefinition> services() {
    return calls.services();
  }

  @Override
  public Set<Route> routes() {
    return calls.routes();
  }

  @Override
  public Map<Route, ServerMethodDefinition<?, ?>> methodsByRoute() {
    return calls.methodsByRoute();
  }

  @Override
  public Set<SerializationFormat> supportedSerializationFormats() {
    return calls.supportedSerializationFormats();
  }
}
