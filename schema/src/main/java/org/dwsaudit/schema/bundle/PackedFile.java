package org.dwsaudit.schema.bundle;

import org.dwsaudit.schema.integrity.Bytes32;

/**
 * An entry's bytes as they stand in the file, packed where it is packed.
 *
 * @param bytes how many
 * @param sha256 over them
 */
record PackedFile(long bytes, Bytes32 sha256) {}
