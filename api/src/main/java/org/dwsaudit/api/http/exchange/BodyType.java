package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;

/** What a body calls itself; always UTF-8. */
public final class BodyType {

  public static final BodyType JSON = new BodyType(MediaType.JSON);

  private final MediaType type;

  private BodyType(MediaType type) {
    this.type = type;
  }

  /**
   * Absent if there is no {@code content-type}.
   *
   * @throws AuditException UNSUPPORTED_MEDIA_TYPE if it is no media type, or a charset other than
   *     UTF-8
   */
  static Optional<BodyType> of(RequestHeaders headers) {
    String text = headers.get(HttpHeaderNames.CONTENT_TYPE);
    return text == null ? Optional.empty() : Optional.of(parse(text));
  }

  private static BodyType parse(String text) {
    try {
      MediaType type = MediaType.parse(text);
      List<String> charsets = type.parameters().getOrDefault("charset", List.of());
      if (charsets.stream().allMatch(charset -> charset.equalsIgnoreCase("utf-8"))) {
        return new BodyType(type);
      }
    } catch (IllegalArgumentException e) {
      throw refuse(text, "a media type");
    }
    throw refuse(text, "charset utf-8, or none");
  }

  /** Type and subtype in lower case, as {@code application/json}, without parameters. */
  public String name() {
    return (type.type() + "/" + type.subtype()).toLowerCase(Locale.ROOT);
  }

  public AuditException refuse(String expected) {
    return refuse(type.toString(), expected);
  }

  private static AuditException refuse(String found, String expected) {
    return new AuditException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "content-type: %s (expected: %s)".formatted(Excerpt.of(found), expected));
  }
}
