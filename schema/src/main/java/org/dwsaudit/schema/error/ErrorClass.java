package org.dwsaudit.schema.error;

/** Whose move it is when an error occurs. */
public enum ErrorClass {
  /** The request is wrong: sending it again as it is will fail again. */
  CALLER,
  /** The named thing is not there. */
  NOT_FOUND,
  /** The request is right in itself but disagrees with what is stored. */
  CONFLICT,
  /** The server or its database cannot take it now: the same request may succeed later. */
  OVERLOAD,
  /** A fault of ours. */
  INTERNAL,
  /** What is stored is damaged: an operator must look. */
  CORRUPT
}
