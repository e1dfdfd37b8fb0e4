package org.dwsaudit.schema.administration;

import java.time.Period;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.dwsaudit.schema.administration.AdministrativeFact.CheckpointKeyRotated;
import org.dwsaudit.schema.administration.AdministrativeFact.ExportCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldPlaced;
import org.dwsaudit.schema.administration.AdministrativeFact.LegalHoldReleased;
import org.dwsaudit.schema.administration.AdministrativeFact.ParkedEventsDropped;
import org.dwsaudit.schema.administration.AdministrativeFact.ParkedEventsRetried;
import org.dwsaudit.schema.administration.AdministrativeFact.RestrictedRead;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionPoliciesSet;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunCompleted;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionRunStarted;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionCreated;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionDeleted;
import org.dwsaudit.schema.administration.AdministrativeFact.SubscriptionSecretRotated;
import org.dwsaudit.schema.administration.AdministrativeFact.ViewRebuildRequested;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RandomEvents;
import org.dwsaudit.schema.event.RandomJson;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.taxonomy.Requirement;

/** Administrative facts of every kind. */
final class RandomFacts {

  private static final Arbitrary<String> TYPES =
      Arbitraries.of("workflow.completed", "workflow.*", "*", "*.failed");
  private static final Arbitrary<Long> COUNTS = Arbitraries.longs().between(0, 1L << 53);

  private RandomFacts() {}

  static Arbitrary<AdministrativeFact> facts() {
    return Arbitraries.oneOf(
        placed(),
        released(),
        policiesSet(),
        started(),
        completed(),
        export(),
        subscribed(),
        rotated(),
        unsubscribed(),
        keyRotated(),
        retried(),
        dropped(),
        rebuild(),
        restrictedRead());
  }

  private static Arbitrary<AdministrativeFact> placed() {
    return Combinators.combine(RandomEvents.uuids(), scopes(), text(), actors())
        .as(LegalHoldPlaced::new);
  }

  private static Arbitrary<AdministrativeFact> released() {
    return Combinators.combine(RandomEvents.uuids(), text(), actors()).as(LegalHoldReleased::new);
  }

  private static Arbitrary<AdministrativeFact> policiesSet() {
    return Combinators.combine(policies().list().ofMaxSize(3), text(), actors())
        .as(RetentionPoliciesSet::new);
  }

  private static Arbitrary<AdministrativeFact> started() {
    return Combinators.combine(
            RandomEvents.uuids(), RandomEvents.instants(), groups().list().ofMaxSize(3), actors())
        .as(RetentionRunStarted::new);
  }

  private static Arbitrary<AdministrativeFact> completed() {
    return Combinators.combine(
            RandomEvents.uuids(),
            RandomEvents.instants(),
            COUNTS,
            COUNTS,
            groups().list().ofMaxSize(3),
            proofs(),
            actors())
        .as(RetentionRunCompleted::new);
  }

  private static Arbitrary<ExpiryProof> proofs() {
    Arbitrary<MerkleHash> roots =
        Arbitraries.bytes().array(byte[].class).ofSize(32).map(MerkleHash::of);
    Arbitrary<Position> positions = COUNTS.map(Position::new);
    Arbitrary<DroppedMonth> months =
        Combinators.combine(
                Arbitraries.of(Requirement.class),
                Arbitraries.integers().between(0, 500).map(YearMonth.of(2000, 1)::plusMonths),
                positions,
                positions,
                COUNTS)
            .as(DroppedMonth::new);
    return Combinators.combine(COUNTS, roots, months.list().ofMaxSize(3)).as(ExpiryProof::new);
  }

  private static Arbitrary<AdministrativeFact> export() {
    return Combinators.combine(
            RandomEvents.uuids(),
            Arbitraries.of("ndjson", "csv", "cloudevents", "bundle"),
            Arbitraries.of(Classification.class),
            filters(),
            COUNTS,
            text().injectNull(0.5),
            actors())
        .as(ExportCompleted::new);
  }

  private static Arbitrary<AdministrativeFact> subscribed() {
    return Combinators.combine(
            RandomEvents.uuids(),
            Arbitraries.of("https://hooks.example.com/events", "http://127.0.0.1:9/"),
            Arbitraries.of("dws", "cloudevents"),
            Arbitraries.of(Classification.class),
            filters(),
            actors())
        .as(SubscriptionCreated::new);
  }

  private static Arbitrary<AdministrativeFact> rotated() {
    return Combinators.combine(RandomEvents.uuids(), RandomEvents.instants(), actors())
        .as(SubscriptionSecretRotated::new);
  }

  private static Arbitrary<AdministrativeFact> unsubscribed() {
    return Combinators.combine(RandomEvents.uuids(), actors()).as(SubscriptionDeleted::new);
  }

  private static Arbitrary<AdministrativeFact> keyRotated() {
    Arbitrary<String> keys = Arbitraries.of("log+1a2b3c4d+AQ==", "other/log+00000000+AQ==");
    return Combinators.combine(keys, keys, text(), actors()).as(CheckpointKeyRotated::new);
  }

  private static Arbitrary<AdministrativeFact> retried() {
    return Combinators.combine(RandomEvents.uuids(), perhapsUuids(), perhapsUuids(), actors())
        .as(ParkedEventsRetried::new);
  }

  private static Arbitrary<AdministrativeFact> dropped() {
    return Combinators.combine(RandomEvents.uuids(), perhapsUuids(), perhapsUuids(), actors())
        .as(ParkedEventsDropped::new);
  }

  private static Arbitrary<UUID> perhapsUuids() {
    return RandomEvents.uuids().injectNull(0.5);
  }

  private static Arbitrary<AdministrativeFact> rebuild() {
    return Combinators.combine(RandomEvents.identifiers(), actors()).as(ViewRebuildRequested::new);
  }

  private static Arbitrary<AdministrativeFact> restrictedRead() {
    return Combinators.combine(RandomEvents.uuids(), readScopes(), COUNTS, text(), actors())
        .as(RestrictedRead::new);
  }

  private static Arbitrary<ReadScope> readScopes() {
    Arbitrary<ReadScope> queries = filters().map(ReadScope.Query::new);
    Arbitrary<ReadScope> streams = filters().map(ReadScope.Stream::new);
    Arbitrary<ReadScope> events = RandomEvents.uuids().map(EventId::new).map(ReadScope.Event::new);
    Arbitrary<ReadScope> states =
        RandomEvents.uuids().map(SessionId::new).map(ReadScope.State::new);
    return Arbitraries.oneOf(queries, streams, events, states);
  }

  static Arbitrary<HoldScope> scopes() {
    Arbitrary<HoldScope> sessions =
        RandomEvents.uuids().map(SessionId::new).map(HoldScope.OfSession::new);
    Arbitrary<HoldScope> workflows = RandomEvents.identifiers().map(HoldScope.OfWorkflow::new);
    Arbitrary<HoldScope> workers = RandomEvents.identifiers().map(HoldScope.OfWorker::new);
    Arbitrary<HoldScope> queries = filters().map(HoldScope.OfQuery::new);
    return Arbitraries.oneOf(sessions, workflows, workers, queries);
  }

  static Arbitrary<EventFilter> filters() {
    Arbitrary<List<String>> names = RandomEvents.identifiers().list().ofMaxSize(2);
    return Combinators.combine(
            TYPES.list().ofMaxSize(2),
            RandomEvents.uuids().map(SessionId::new).list().ofMaxSize(2),
            names,
            names,
            names,
            RandomEvents.instants().list().ofSize(2).map(pair -> pair.stream().sorted().toList()),
            Arbitraries.integers().between(0, 3))
        .as(
            (types, sessions, workers, workflows, correlations, range, present) ->
                new EventFilter(
                    types,
                    sessions,
                    workers,
                    workflows,
                    correlations,
                    (present & 1) == 0 ? null : range.getFirst(),
                    (present & 2) == 0 ? null : range.getLast()));
  }

  static Arbitrary<RetentionPolicy> policies() {
    Arbitrary<RetentionPolicy> plain =
        Combinators.combine(
                Arbitraries.of(
                    RetentionPolicy.Category.MANDATORY, RetentionPolicy.Category.OPTIONAL),
                periods())
            .as((category, period) -> new RetentionPolicy(category, period, List.of(), null));
    Arbitrary<RetentionPolicy> compliance =
        Combinators.combine(
                periods(),
                TYPES.list().ofMinSize(1).ofMaxSize(3),
                RandomEvents.identifiers().injectNull(0.5),
                RandomEvents.identifiers().list().ofMaxSize(2))
            .as(
                (period, types, framework, workflows) ->
                    new RetentionPolicy(
                        RetentionPolicy.Category.COMPLIANCE, period, types, framework, workflows));
    return Arbitraries.oneOf(plain, compliance);
  }

  private static Arbitrary<Period> periods() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 900),
            Arbitraries.integers().between(0, 1000),
            Arbitraries.integers().between(1, 366_000))
        .as(Period::of);
  }

  private static Arbitrary<RetentionGroup> groups() {
    return Combinators.combine(
            Arbitraries.of("mandatory", "optional", "compliance"),
            periods(),
            text(),
            COUNTS,
            COUNTS,
            COUNTS,
            RandomEvents.instants().injectNull(0.5),
            RandomEvents.instants().injectNull(0.5))
        .as(RetentionGroup::new);
  }

  private static Arbitrary<String> actors() {
    return RandomEvents.identifiers();
  }

  private static Arbitrary<String> text() {
    return RandomJson.text();
  }
}
