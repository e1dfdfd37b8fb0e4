package org.dwsaudit.schema.event;

import java.util.UUID;

/** Names one event. Unique within its session; a producer never uses one twice. */
public record EventId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
