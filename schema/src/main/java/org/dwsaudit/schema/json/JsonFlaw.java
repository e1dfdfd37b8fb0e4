package org.dwsaudit.schema.json;

import org.dwsaudit.schema.error.Rule;

/**
 * JSON that parses, but that not every reader understands alike, or that cannot be kept as it is.
 *
 * @param pointer JSON Pointer from the root of the value that was read
 */
public record JsonFlaw(String pointer, Rule rule, String message) {}
