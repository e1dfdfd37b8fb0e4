package org.dwsaudit.store.postgres;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.EventsCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.dwsaudit.schema.event.LogTags;
import org.dwsaudit.schema.event.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * How the log finds what an {@link EventCriteria} asks for, from the cheapest way to the dearest.
 */
sealed interface Criteria {

  /** Exactly one stream, all of it: answered by its head and the primary key. */
  record OneStream(StreamKey stream) implements Criteria {}

  /** Events with one of these tags at least; each still has to match. */
  record AnyTag(Set<String> tags) implements Criteria {}

  /** Every event has to be looked at. */
  record Everything() implements Criteria {}

  static Criteria of(EventsCondition condition) {
    Set<EventCriterion> criteria = condition.criteria().flatten();
    if (criteria.isEmpty()) {
      return new Everything();
    }
    if (criteria.size() == 1) {
      Optional<StreamKey> stream = stream(criteria.iterator().next());
      if (stream.isPresent()) {
        return new OneStream(stream.get());
      }
    }
    List<Set<String>> tags = new ArrayList<>();
    for (EventCriterion criterion : criteria) {
      tags.add(indexedTags(criterion));
    }
    if (tags.stream().anyMatch(Set::isEmpty)) {
      return new Everything();
    }
    Set<String> union = new LinkedHashSet<>();
    tags.forEach(union::addAll);
    return new AnyTag(union);
  }

  /** Whether the row is what the condition asks for. */
  static boolean matches(EventsCondition condition, LogRow row) {
    return condition.matches(new QualifiedName(row.eventType()), MessageCodec.tags(row));
  }

  private static Optional<StreamKey> stream(EventCriterion criterion) {
    String session = value(criterion.tags(), LogTags.SESSION);
    String tenant = value(criterion.tags(), LogTags.TENANT);
    int known = (session == null ? 0 : 1) + (tenant == null ? 0 : 1);
    if (session == null || !criterion.types().isEmpty() || criterion.tags().size() != known) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamKey(
            tenant == null ? TenantId.DEFAULT.value() : tenant, UUID.fromString(session)));
  }

  private static Set<String> indexedTags(EventCriterion criterion) {
    Set<String> tags = new LinkedHashSet<>();
    for (Tag tag : criterion.tags()) {
      if (!tag.key().equals(LogTags.SESSION) && !tag.key().equals(LogTags.TENANT)) {
        tags.add(MessageCodec.encoded(tag));
      }
    }
    return tags;
  }

  private static @Nullable String value(Set<Tag> tags, String key) {
    return tags.stream()
        .filter(tag -> tag.key().equals(key))
        .map(Tag::value)
        .findFirst()
        .orElse(null);
  }
}
