package org.dwsaudit.compliance.facts;

import java.time.Instant;
import org.dwsaudit.schema.administration.AdministrativeFact;
import org.dwsaudit.schema.event.Position;

/** A fact as the log has it. */
public record RecordedFact(AdministrativeFact fact, Position position, Instant recordedAt) {}
