package org.dwsaudit.projections.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;

/**
 * The target of deliveries, by its URL alone: {@code http} or {@code https}, a host, no user
 * information, no fragment.
 *
 * @param host in lower case; an IPv6 address without brackets
 * @param pathAndQuery begins with a slash
 */
public record Target(URI uri, boolean secure, String host, int port, String pathAndQuery) {

  private static final int PORT_MAX = 65_535;

  /**
   * @throws AuditException INVALID_ARGUMENT if the text is no such URL
   */
  public static Target parse(String url) {
    URI uri = uri(url);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refuse(Excerpt.of(scheme), "https://…");
    }
    if (host == null || host.isEmpty()) {
      throw refuse("no host", "https://host/path");
    }
    if (uri.getRawUserInfo() != null) {
      throw refuse("user information", "none; deliveries are signed");
    }
    if (uri.getRawFragment() != null) {
      throw refuse("a fragment", "none");
    }
    boolean secure = scheme.equals("https");
    int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > PORT_MAX) {
      throw refuse("port " + port, "1.." + PORT_MAX);
    }
    return new Target(uri, secure, bare(host), port, pathAndQuery(uri));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refuse(Excerpt.of(url), "a URL as https://hooks.example.com/events");
    }
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
  }

  private static String pathAndQuery(URI uri) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  /** What shares a circuit breaker: everything behind one host and port. */
  public String origin() {
    return (secure ? "https://" : "http://") + host + ":" + port;
  }

  /** The URL without its query, which may hold a token. */
  public String withoutQuery() {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  private static AuditException refuse(String found, String expected) {
    return new AuditException(
        ErrorCode.INVALID_ARGUMENT, "delivery.url: " + found + " (expected: " + expected + ")");
  }
}
