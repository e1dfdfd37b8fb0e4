package org.dwsaudit.schema.bundle;

import java.time.Instant;
import java.util.Optional;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.NoteVerifier;

/**
 * What was proved of a bundle.
 *
 * @param keyGiven whether the key was one that somebody trusts, and not the one that the bundle
 *     names itself
 * @param earlier the checkpoint that it was proved consistent with, if one was given
 * @param earliest when the first of its events was recorded; empty where it has none
 * @param latest when the last was
 * @param receipts of retention runs that are in it
 * @param fileBytes how large it is
 * @param fileSha256 of the whole file, in hex
 */
public record BundleReport(
    BundleManifest manifest,
    Checkpoint checkpoint,
    NoteVerifier key,
    boolean keyGiven,
    Optional<Checkpoint> earlier,
    BundleCounts counts,
    Optional<Instant> earliest,
    Optional<Instant> latest,
    long receipts,
    long fileBytes,
    String fileSha256) {}
