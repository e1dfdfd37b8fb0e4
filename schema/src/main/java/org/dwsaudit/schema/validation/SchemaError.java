package org.dwsaudit.schema.validation;

/**
 * Where an event breaks its JSON Schema, and how.
 *
 * @param pointer JSON Pointer from the event's root
 */
public record SchemaError(String pointer, String message) {}
