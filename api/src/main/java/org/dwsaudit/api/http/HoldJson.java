package org.dwsaudit.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dwsaudit.compliance.hold.LegalHold;
import org.dwsaudit.schema.administration.HoldScopeJson;
import org.dwsaudit.schema.wire.Timestamps;

/** A legal hold as JSON; {@code released} is there once it is. */
final class HoldJson {

  private HoldJson() {}

  static ObjectNode tree(LegalHold hold) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("hold_id", hold.id().toString());
    json.set("scope", HoldScopeJson.write(hold.scope()));
    json.put("reason", hold.reason());
    json.put("placed_by", hold.placedBy());
    json.put("placed_at", Timestamps.text(hold.placedAt()));
    LegalHold.Release release = hold.release();
    if (release != null) {
      json.putObject("released")
          .put("reason", release.reason())
          .put("released_by", release.releasedBy())
          .put("released_at", Timestamps.text(release.releasedAt()));
    }
    return json;
  }
}
