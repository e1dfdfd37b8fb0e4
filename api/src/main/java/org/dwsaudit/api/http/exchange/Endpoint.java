package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import java.util.List;

/**
 * One method of one path.
 *
 * @param path with its parameters in braces, as {@code /v1/events/{event_id}}
 * @param parameters the names that the query may have; any other is refused
 * @param staysOpen whether its answer goes on for as long as somebody listens: then it is not
 *     counted among the requests under way, and whoever answers MUST bound how many there are
 */
public record Endpoint(
    HttpMethod method, String path, List<String> parameters, boolean staysOpen, Handler handler) {

  public Endpoint {
    parameters = List.copyOf(parameters);
  }

  /**
   * Answers a request, on a virtual thread of its own: it may block. What it throws becomes the
   * problem document that {@link ProblemErrorHandler} makes of it.
   */
  @FunctionalInterface
  public interface Handler {
    HttpResponse handle(ApiRequest request) throws Exception;
  }

  public static Endpoint get(String path, Handler handler) {
    return new Endpoint(HttpMethod.GET, path, List.of(), false, handler);
  }

  public static Endpoint post(String path, Handler handler) {
    return new Endpoint(HttpMethod.POST, path, List.of(), false, handler);
  }

  public static Endpoint put(String path, Handler handler) {
    return new Endpoint(HttpMethod.PUT, path, List.of(), false, handler);
  }

  public static Endpoint delete(String path, Handler handler) {
    return new Endpoint(HttpMethod.DELETE, path, List.of(), false, handler);
  }

  /** The same with query parameters of these names. */
  public Endpoint with(String... names) {
    return new Endpoint(method, path, List.of(names), staysOpen, handler);
  }

  /** The same, its answer going on for as long as somebody listens. */
  public Endpoint thatStaysOpen() {
    return new Endpoint(method, path, parameters, true, handler);
  }
}
