package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;

class EventMessagePropertyTest {

  private final EventReader rules =
      new EventReader(Taxonomy.standard(), EventSchemas.standard(), Limits.DEFAULT);
  private final EventMessageReader messages = new EventMessageReader(Limits.DEFAULT.depthMax());

  @Property(tries = 300)
  void whatGoesOutComesInAsTheSameEvent(@ForAll("events") AuditEvent event) {
    RecordedEvent recorded =
        new RecordedEvent(TenantId.DEFAULT, event, 5, new Position(9), Instant.EPOCH);

    var message = EventMessageWriter.write(recorded);
    SubmittedEvent read = rules.readTrees(List.of(messages.read(message.getEvent()))).getFirst();

    assertThat(read).isEqualTo(new SubmittedEvent(0, event, OptionalLong.of(5)));
    assertThat(message.getRecord().getPosition()).isEqualTo(new Position(9).toString());
  }

  @Provide
  Arbitrary<AuditEvent> events() {
    Arbitrary<String> names =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(20);
    Arbitrary<Instant> times =
        Combinators.combine(
                Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
                Arbitraries.integers().between(0, 999_999_999))
            .as(Instant::ofEpochSecond);
    Arbitrary<Classification> levels = Arbitraries.of(Classification.class);
    Arbitrary<Map<String, Classification>> parts =
        Arbitraries.maps(Arbitraries.of("/payload/text", "/payload", "/context/é~1"), levels);
    return Combinators.combine(
            times,
            names,
            names.injectNull(0.3),
            names.injectNull(0.3),
            documents().injectNull(0.3),
            documents(),
            levels,
            parts)
        .as(
            (time, workflow, phase, worker, context, payload, level, fields) ->
                new AuditEvent(
                    new EventId(UUID.randomUUID()),
                    "interaction.check_in",
                    time,
                    new SessionId(UUID.randomUUID()),
                    workflow,
                    phase,
                    worker,
                    phase,
                    "7362a1708d720a4d697d042f21fd8637ea144c3b",
                    context,
                    payload,
                    level,
                    fields));
  }

  private static Arbitrary<JsonDocument> documents() {
    Arbitrary<String> texts =
        Arbitraries.strings().withCharRange(' ', '퟿').withChars('\n', '"').ofMaxLength(20);
    return Arbitraries.maps(texts.map(name -> "x_" + name), texts)
        .ofMaxSize(4)
        .map(
            members -> {
              ObjectNode json = JsonNodeFactory.instance.objectNode();
              members.forEach(json::put);
              json.putArray("x_list").add(1).add(2.5).add(true).addNull();
              return JsonDocument.of(json);
            });
  }
}
