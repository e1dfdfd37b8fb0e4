package org.dwsaudit.compliance.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.integrity.RedactedProof;
import org.dwsaudit.schema.merkle.InclusionProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.wire.EventJson;
import org.jspecify.annotations.Nullable;

/** Writes the lines of {@code log.ndjson} and {@code receipts.ndjson}. For one thread. */
final class StepWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  StepWriter(OutputStream out) throws IOException {
    this.json = FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setRootValueSeparator(null);
  }

  void event(RecordedEvent event, RedactedProof proof, @Nullable LeafHash previous, boolean matches)
      throws IOException {
    json.writeStartObject();
    provedEvent(event, proof, previous);
    if (!matches) {
      json.writeBooleanField("matches", false);
    }
    json.writeEndObject();
    endLine();
  }

  void receipt(
      RecordedEvent event,
      RedactedProof proof,
      @Nullable LeafHash previous,
      InclusionProof inclusion)
      throws IOException {
    json.writeStartObject();
    provedEvent(event, proof, previous);
    hashes("path", inclusion.path());
    json.writeEndObject();
    endLine();
  }

  private void provedEvent(RecordedEvent event, RedactedProof proof, @Nullable LeafHash previous)
      throws IOException {
    json.writeFieldName("event");
    EventJson.write(event, json);
    json.writeObjectFieldStart("proof");
    hashes("salts", proof.salts());
    hashes("withheld", proof.withheld());
    json.writeEndObject();
    if (previous != null) {
      json.writeStringField("previous_leaf", previous.hex());
    }
  }

  private void hashes(String name, Map<String, Bytes32> hashes) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Bytes32> hash : hashes.entrySet()) {
      json.writeStringField(hash.getKey(), hash.getValue().hex());
    }
    json.writeEndObject();
  }

  private void hashes(String name, List<MerkleHash> hashes) throws IOException {
    json.writeArrayFieldStart(name);
    for (MerkleHash hash : hashes) {
      json.writeString(hash.hex());
    }
    json.writeEndArray();
  }

  void skip(long to, List<MerkleHash> hashes) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("skip");
    json.writeNumberField("to", to);
    hashes("hashes", hashes);
    json.writeEndObject();
    json.writeEndObject();
    endLine();
  }

  void expired(BundleReads.Range range, InclusionProof inclusion) throws IOException {
    ExpiredRangeEntry entry = range.entry();
    beginExpired(entry.session(), entry.first(), entry.last());
    json.writeStringField("last_leaf", entry.lastLeaf().hex());
    json.writeStringField("run_id", range.run().toString());
    json.writeStringField("policy", entry.policy());
    json.writeStringField("leaves", entry.leaves());
    json.writeNumberField("ordinal", range.ordinal());
    hashes("path", inclusion.path());
    endExpired();
  }

  void expired(
      SessionId session,
      long first,
      long last,
      @Nullable LeafHash lastLeaf,
      List<Receipts.MonthOfRun> months)
      throws IOException {
    beginExpired(session, first, last);
    if (lastLeaf != null) {
      json.writeStringField("last_leaf", lastLeaf.hex());
    }
    json.writeArrayFieldStart("months");
    for (Receipts.MonthOfRun month : months) {
      json.writeStartObject();
      json.writeStringField("run_id", month.run().toString());
      json.writeStringField("retention_class", month.month().requirement().label());
      json.writeStringField("month", month.month().month().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    endExpired();
  }

  private void beginExpired(SessionId session, long first, long last) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("expired");
    json.writeStringField("session_id", session.toString());
    json.writeNumberField("first", first);
    json.writeNumberField("last", last);
  }

  private void endExpired() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
    endLine();
  }

  void session(SessionSpan span) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("session");
    json.writeStringField("session_id", span.session().toString());
    json.writeNumberField("first", span.begun());
    json.writeNumberField("last", span.last());
    json.writeNumberField("events", span.events());
    json.writeNumberField("head", span.head());
    json.writeEndObject();
    json.writeEndObject();
    endLine();
  }

  private void endLine() throws IOException {
    json.writeRaw('\n');
  }

  /** Writes what is still held here; the stream stays open. */
  void end() throws IOException {
    json.close();
  }
}
