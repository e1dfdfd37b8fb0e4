package org.dwsaudit.schema.taxonomy;

import java.util.List;

/**
 * Event types that belong together.
 *
 * @param section the section of DWS Spec 11 that lists them; empty where there is none
 * @param reserved whether only the store itself may say them
 */
public record Category(
    String name, String title, String section, boolean reserved, List<EventType> eventTypes) {

  public Category {
    eventTypes = List.copyOf(eventTypes);
  }
}
