package org.dwsaudit.api;

import org.dwsaudit.compliance.bundle.Bundles;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.hold.LegalHolds;
import org.dwsaudit.compliance.redaction.Reads;
import org.dwsaudit.compliance.redaction.Redactor;
import org.dwsaudit.compliance.retention.RetentionPlanner;
import org.dwsaudit.compliance.retention.RetentionPolicies;
import org.dwsaudit.compliance.retention.RetentionRunner;
import org.dwsaudit.compliance.retention.RetentionRuns;
import org.dwsaudit.compliance.transparency.Checkpoints;
import org.dwsaudit.compliance.transparency.MerkleLog;
import org.dwsaudit.domain.replay.SessionReplay;
import org.dwsaudit.domain.session.EventRecorder;
import org.dwsaudit.projections.export.Exports;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.processing.Projections;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.session.SessionQueries;
import org.dwsaudit.projections.subscription.Subscriptions;
import org.dwsaudit.projections.view.EventCounts;
import org.dwsaudit.projections.view.ViewQueries;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;

/**
 * All that the API calls.
 *
 * @param taxonomy the types that events, filters and policies may name
 * @param schemas the JSON Schema of every event type
 * @param reader reads and checks events on their way in
 * @param recorder records them
 * @param redactor decides what leaves; everything that goes out goes through it
 * @param reads the same for what is read, which goes on record where it is restricted
 */
public record AuditServices(
    Taxonomy taxonomy,
    EventSchemas schemas,
    Limits limits,
    EventReader reader,
    EventRecorder recorder,
    FactLog facts,
    EventQueries events,
    SessionQueries sessions,
    Exports exports,
    Bundles bundles,
    LiveEvents live,
    SessionReplay replay,
    Redactor redactor,
    Reads reads,
    LegalHolds holds,
    RetentionPolicies policies,
    RetentionPlanner planner,
    RetentionRunner runner,
    RetentionRuns runs,
    Projections projections,
    ViewQueries views,
    EventCounts counts,
    Subscriptions subscriptions,
    MerkleLog log,
    Checkpoints checkpoints) {}
