package org.dwsaudit.domain.session;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.dwsaudit.schema.administration.FactJson;
import org.dwsaudit.schema.administration.FactTag;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.LogTags;

/**
 * Tags an event with its tenant and session, and one of the store's own facts also with what it is
 * about.
 */
public final class SessionTags implements TagResolver {

  @Override
  public Set<Tag> resolve(EventMessage message) {
    if (!(message.payload() instanceof EventRecorded recorded)) {
      return Set.of();
    }
    Set<Tag> tags = new HashSet<>();
    tags.add(new Tag(LogTags.TENANT, recorded.tenant().value()));
    tags.add(new Tag(LogTags.SESSION, recorded.event().sessionId().toString()));
    if (recorded.event().sessionId().isSystem()) {
      FactTag about = FactJson.fromEvent(recorded.event()).tag();
      tags.add(new Tag(about.key(), about.value()));
    }
    return tags;
  }
}
