package org.dwsaudit.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.json.MalformedJsonException;
import org.dwsaudit.schema.json.StrictJson;
import org.dwsaudit.schema.json.StrictJsonReader;

/** Reads the JSON body of a request that is no event, as strictly as events are read. */
public final class BodyJson {

  private static final int DEPTH_MAX = 64;

  private static final StrictJsonReader READER = new StrictJsonReader(DEPTH_MAX);

  private BodyJson() {}

  /**
   * @param flawed the code for JSON that parses but is flawed, as by a duplicate member
   * @throws AuditException MALFORMED_JSON, or the code given
   */
  public static JsonNode read(byte[] body, ErrorCode flawed) {
    StrictJson json;
    try {
      json = READER.read(body);
    } catch (MalformedJsonException e) {
      throw new AuditException(ErrorCode.MALFORMED_JSON, e.getMessage(), e);
    }
    if (!json.flaws().isEmpty()) {
      JsonFlaw flaw = json.flaws().getFirst();
      throw new AuditException(flawed, "body" + flaw.pointer() + ": " + flaw.message());
    }
    return json.value();
  }
}
