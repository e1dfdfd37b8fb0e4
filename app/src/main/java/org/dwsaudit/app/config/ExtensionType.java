package org.dwsaudit.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import org.dwsaudit.schema.taxonomy.EventType;

/** An event type that the operator adds to the taxonomy, with the JSON Schema of its payload. */
public record ExtensionType(EventType type, JsonNode schema) {}
