package org.dwsaudit.schema.error;

/**
 * One broken rule of one event.
 *
 * @param index the event's place in the request, from 0
 * @param pointer JSON Pointer (RFC 6901) into the event; empty for the event as a whole
 * @param rule the stable name of the rule
 * @param message what was wrong and what was expected
 */
public record Violation(int index, String pointer, Rule rule, String message) {}
