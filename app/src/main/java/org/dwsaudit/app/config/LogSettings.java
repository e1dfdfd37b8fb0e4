package org.dwsaudit.app.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the Merkle log, checked.
 *
 * @param keyFile where the private key is; null for a server that signs no checkpoints
 * @param checkpointInterval shortest time between two checkpoints
 */
public record LogSettings(@Nullable Path keyFile, Duration checkpointInterval) {}
