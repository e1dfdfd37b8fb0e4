package org.dwsaudit.compliance.transparency;

/**
 * How far the tree is behind the log.
 *
 * @param size of the tree
 * @param end the log's last position
 */
public record TreeLag(long size, long end) {

  /** Events in the log that the tree does not have. */
  public long events() {
    return Math.max(0, end - size);
  }
}
