package org.dwsaudit.schema.cloudevents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.error.Violation;
import org.dwsaudit.schema.json.JsonPointers;

/** Attributes as HTTP headers in binary mode (CloudEvents HTTP binding 1.0.2, section 3.1). */
public final class CloudEventHeaders {

  private static final String PREFIX = "ce-";
  private static final String SPECVERSION = PREFIX + "specversion";
  private static final String CONTENT_TYPE = "content-type";

  private CloudEventHeaders() {}

  /** Whether a request is a CloudEvent in binary mode. */
  public static boolean arePresent(
      Iterable<? extends Map.Entry<? extends CharSequence, String>> headers) {
    for (Map.Entry<? extends CharSequence, String> header : headers) {
      if (header.getKey().toString().equalsIgnoreCase(SPECVERSION)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The attributes that the headers carry, unquoted and percent-decoded; other headers are passed
   * over.
   *
   * @throws AuditException INVALID_EVENT if one comes twice or does not decode
   */
  public static Map<String, String> attributes(
      Iterable<? extends Map.Entry<? extends CharSequence, String>> headers) {
    Map<String, String> attributes = new LinkedHashMap<>();
    List<Violation> violations = new ArrayList<>();
    for (Map.Entry<? extends CharSequence, String> header : headers) {
      String name = header.getKey().toString().toLowerCase(Locale.ROOT);
      if (name.equals(CONTENT_TYPE)) {
        put(Attribute.DATACONTENTTYPE.label(), header.getValue(), attributes, violations);
      } else if (name.startsWith(PREFIX)) {
        decode(name.substring(PREFIX.length()), header.getValue(), attributes, violations);
      }
    }
    if (!violations.isEmpty()) {
      throw AuditException.of(violations);
    }
    return attributes;
  }

  private static void decode(
      String name, String value, Map<String, String> attributes, List<Violation> violations) {
    Optional<String> decoded = PercentCode.decode(unquoted(value));
    if (decoded.isPresent()) {
      put(name, decoded.get(), attributes, violations);
    } else {
      String problem = Excerpt.of(value) + " (expected: UTF-8, percent-encoded)";
      violations.add(violation(name, Rule.CHARACTERS, problem));
    }
  }

  private static void put(
      String name, String value, Map<String, String> attributes, List<Violation> violations) {
    if (attributes.putIfAbsent(name, value) != null) {
      violations.add(violation(name, Rule.DUPLICATE_KEY, "twice (expected: once)"));
    }
  }

  private static Violation violation(String name, Rule rule, String problem) {
    return new Violation(0, JsonPointers.append("", name), rule, PREFIX + name + ": " + problem);
  }

  /** A quoted string as what it stands for (RFC 9110, section 5.6.4). */
  private static String unquoted(String value) {
    int end = value.length() - 1;
    if (end < 1 || value.charAt(0) != '"' || value.charAt(end) != '"') {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < end; i++) {
      if (value.charAt(i) == '\\' && i + 1 < end) {
        i++;
      }
      text.append(value.charAt(i));
    }
    return text.toString();
  }
}
