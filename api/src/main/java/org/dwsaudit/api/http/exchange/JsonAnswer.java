package org.dwsaudit.api.http.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Answers in JSON. */
public final class JsonAnswer {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonAnswer() {}

  public static HttpResponse ok(JsonNode tree) {
    return of(HttpStatus.OK, tree);
  }

  public static HttpResponse of(HttpStatus status, JsonNode tree) {
    return HttpResponse.of(status, MediaType.JSON, utf8(tree));
  }

  /** 201 for a thing that is now at this path. */
  public static HttpResponse created(URI location, JsonNode tree) {
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.CREATED)
            .contentType(MediaType.JSON)
            .add("location", location.toString())
            .build();
    return HttpResponse.of(headers, utf8(tree));
  }

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  /** 200 with what is written, without a tree in between. */
  public static HttpResponse written(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      writing.to(json);
    }
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON, HttpData.wrap(out.toByteArray()));
  }

  /** Text that is no text, as half a surrogate pair, becomes a question mark. */
  static HttpData utf8(JsonNode tree) {
    return HttpData.wrap(tree.toString().getBytes(StandardCharsets.UTF_8));
  }
}
