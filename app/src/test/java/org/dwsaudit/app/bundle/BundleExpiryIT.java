package org.dwsaudit.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.dwsaudit.app.server.PastEvents;
import org.dwsaudit.app.server.SampleEvents;
import org.dwsaudit.app.server.TestServer;
import org.dwsaudit.migrations.TestDatabase;
import org.dwsaudit.schema.bundle.BundleCounts;
import org.dwsaudit.schema.bundle.BundleReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of a log of which some has expired. */
class BundleExpiryIT {

  @TempDir private Path folder;

  private final String one = SampleEvents.newSession();
  private final String other = SampleEvents.newSession();

  @Test
  void anExportOfEverythingIsProvedWhole() {
    try (Exporter exporter = new Exporter(folder)) {
      exporter.append(one, 1, 6);
      exporter.append(other, 1, 3);

      BundleReport proved = exporter.verify(exporter.export("internal", ""));

      assertThat(proved.counts()).isEqualTo(new BundleCounts(9, 9, 2, 3, 0));
      assertThat(proved.keyGiven()).isTrue();
      assertThat(proved.earliest()).isPresent();
      assertThat(exporter.verify(exporter.export("confidential", "")).counts().withheldParts())
          .isZero();
      assertThat(exporter.verify(exporter.export("public", "")).counts().withheldParts())
          .isEqualTo(9);
    }
  }

  @Test
  void whatExpiredIsVouchedFor() {
    try (Exporter exporter = new Exporter(folder)) {
      exporter.append(one, 1, 6);
      exporter.append(other, 1, 6);
      exporter.post(
          "/v1/holds",
          "{\"scope\":{\"kind\":\"session\",\"value\":\"%s\"},\"reason\":\"x\"}".formatted(one));
      exporter.expireOptional();

      Path bundle = exporter.export("public", "");

      // of the other session numbers 2, 4 and 6 went, one by one
      BundleReport proved = exporter.verify(bundle);
      assertThat(proved.counts().events()).isEqualTo(9);
      assertThat(proved.counts().expired()).isEqualTo(3);
      assertThat(proved.receipts()).isOne();
      JsonNode receipt = Exporter.lines(bundle, "receipts.ndjson").getFirst().path("event");
      assertThat(receipt.at("/payload/ranges").asInt()).isEqualTo(3);
      assertThat(receipt.at("/payload/groups").has("$redacted")).isTrue();
    }
  }

  @Test
  void aSessionGoesOnBehindMonthsThatWent() {
    try (TestDatabase database = TestDatabase.create()) {
      PastEvents.append(
          database, Instant.parse("2024-01-20T10:00:00Z"), Exporter.events(one, 1, 4));
      PastEvents.append(
          database, Instant.parse("2024-01-21T10:00:00Z"), Exporter.events(other, 1, 3));
      PastEvents.append(
          database, Instant.parse("2024-02-21T10:00:00Z"), Exporter.events(one, 5, 6));
      try (Exporter later = new Exporter(folder, TestServer.over(database))) {
        later.append(one, 7, 8);
        later.expire(Instant.now());
        later.append(one, 9, 9);

        Path bundle = later.export("internal", "");

        assertThat(later.verify(bundle).counts()).isEqualTo(new BundleCounts(3, 3, 1, 1, 6));
        JsonNode expired = Exporter.lines(bundle, "log.ndjson").get(1).path("expired");
        assertThat(expired.path("months")).hasSize(4);
        assertThat(expired.path("last_leaf").asText()).hasSize(64);
        String last = ",\"query\":{\"event_types\":[\"skill.invoked\"]}";
        assertThat(later.verify(later.export("internal", last)).counts().events()).isOne();
      }
    }
  }
}
