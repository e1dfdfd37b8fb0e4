package org.dwsaudit.schema.taxonomy;

/**
 * A kind of event.
 *
 * @param name dotted, beginning with the category's name
 * @param category the name of its category
 * @param reserved whether only the store itself may say it
 */
public record EventType(
    String name, String category, String description, Requirement requirement, boolean reserved) {}
