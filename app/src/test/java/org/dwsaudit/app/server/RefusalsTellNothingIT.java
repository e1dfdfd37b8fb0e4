package org.dwsaudit.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.dwsaudit.schema.event.Classification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Errors, refusals and the log of the server give away nothing of what events say. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusalsTellNothingIT {

  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("org.dwsaudit");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private LeveledStore store;

  @BeforeAll
  void start(@TempDir Path folder) {
    log.start();
    ROOT.addAppender(log);
    OURS.setLevel(Level.TRACE);
    store = new LeveledStore(folder);
  }

  @AfterAll
  void stop() throws SQLException {
    refuseInTheDatabase();
    store.close();
    ROOT.detachAppender(log);
    OURS.setLevel(null);
    assertNothingIn(log.list);
  }

  /** Those who send and ask wrongly hear what was wrong, and nothing of what is stored. */
  @Test
  void refusals() {
    StringBuilder answers = new StringBuilder();
    try (Outputs out = store.outputs(Who.PUBLIC)) {
      for (ObjectNode event : store.events().events().subList(0, 20)) {
        ObjectNode changed = event.deepCopy();
        changed.withObject("/payload").put("other", true);
        answers.append(out.post("/v1/events", List.of(changed).toString()).is(409).text());
        ObjectNode broken = event.deepCopy();
        broken.put("event_id", SampleEvents.newSession()).put("timestamp", "yesterday");
        broken
            .withObject("/payload")
            .put("task_id", 7)
            .put("artifacts", "none")
            .put("success", "no");
        answers.append(out.post("/v1/events", List.of(broken).toString()).is(422).text());
        answers.append(out.post("/v1/events", List.of(event).toString()).is(200).text());
      }
      String where = "{\"query\":{\"where\":\"payload.ruled.%s\"}}";
      answers.append(out.post("/v1/events/query", where.formatted("x / 0")).text());
      answers.append(
          out.post("/v1/exports", "{\"format\":\"ndjson\",\"clearance\":\"restricted\"}").text());
    }
    store.assertNothingAbove(Classification.PUBLIC, answers.toString());
  }

  /** A question about a withheld value has the answer that a question about nothing has. */
  @Test
  void conditionsTellNothing() {
    String question =
        "{\"query\":{\"where\":\"payload.ruled.exists(n, size(payload.ruled[n]) == 16)\"}}";
    try (Outputs out = store.outputs(Who.CONFIDENTIAL);
        Outputs all = store.outputs(Who.GRANTED)) {
      JsonNode answer = out.post("/v1/events/query", question).is(200).json();
      assertThat(answer.path("events")).isEmpty();
      assertThat(all.post("/v1/events/query", question).is(200).json().path("events"))
          .hasSize(store.events().events().size());
    }
  }

  /** What the database says of a row that it refuses is the row. */
  private void refuseInTheDatabase() throws SQLException {
    try (Connection connection = store.server().database().owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          ALTER TABLE event_log
          ADD CONSTRAINT refused CHECK (workflow_id <> 'refused') NOT VALID
          """);
    }
    try (Outputs out = store.outputs(Who.PUBLIC)) {
      for (ObjectNode event : store.events().events().subList(0, 5)) {
        ObjectNode refused = event.deepCopy();
        refused.put("event_id", SampleEvents.newSession()).put("workflow_id", "refused");
        String answer = out.post("/v1/events", List.of(refused).toString()).is(500).text();
        assertThat(store.found(answer)).isEmpty();
      }
    }
  }

  /** The log of all that these tests did, at its most talkative, has no content of events. */
  private void assertNothingIn(List<ILoggingEvent> lines) {
    StringBuilder all = new StringBuilder();
    for (ILoggingEvent line : List.copyOf(lines)) {
      all.append(line.getFormattedMessage()).append('\n');
      if (line.getThrowableProxy() != null) {
        all.append(ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
    }
    assertThat(all).isNotEmpty();
    assertThat(store.found(all.toString())).isEmpty();
  }
}
